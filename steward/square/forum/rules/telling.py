"""Who is told of a post, and why: one reason each, the strongest."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from steward.square.forum.enums import FollowTarget

MENTION, REPLY, QUOTE, FOLLOWED, NEW_TOPIC = (
    f"forum.{reason}" for reason in ("mention", "reply", "quote", "followed", "new_topic")
)
REACTION, ACCEPTED, REMINDER, POLL_CLOSED, PLACE, WAITING, APPROVED = (
    f"forum.{what}" for what in ("reaction", "accepted", "reminder", "poll_closed", "place", "waiting", "approved")
)
#: From the strongest reason to the weakest.
ORDER = (MENTION, REPLY, QUOTE, FOLLOWED, NEW_TOPIC)
#: Following one of these tells of new topics, not of replies.
OF_TOPICS = (FollowTarget.MEMBER, FollowTarget.TAG, FollowTarget.CATEGORY)


def reasons(
    *,
    named: Collection[int] = (),
    answered: Collection[int] = (),
    quoted: Collection[int] = (),
    following: Mapping[str, Collection[int]],
    muted: Mapping[str, Collection[int]],
    opening: bool,
    author: int | None,
) -> dict[int, str]:
    """Account → the kind of notification. Never the author, never who mutes the topic, category, tag or member."""
    silent = {account for accounts in muted.values() for account in accounts} | {author}
    following_ids = (
        {account for target in OF_TOPICS for account in following.get(target, ())}
        if opening
        else set(following.get(FollowTarget.TOPIC, ()))
    )
    candidates = {
        MENTION: named, REPLY: answered, QUOTE: quoted, NEW_TOPIC if opening else FOLLOWED: following_ids,
    }  # fmt: skip
    told: dict[int, str] = {}
    for kind in ORDER:
        for account in candidates.get(kind, ()):
            if account not in silent:
                told.setdefault(account, kind)
    return told


def sentence(kind: str, params: Mapping[str, Any]) -> str:
    """What happened, in the reader's language, from what was stored with the notification."""
    words = {"who": params.get("who") or _("Somebody"), "title": params.get("title", "")}
    if kind == REACTION:
        emoji = params.get("emoji", "")
        return _("%(who)s reacted to your post in “%(title)s”: %(emoji)s") % {**words, "emoji": emoji}
    if kind == FOLLOWED and int(params.get("times", 1)) > 1:
        times = int(params["times"])
        said = ngettext(
            "%(count)d new reply in “%(title)s”", "%(count)d new replies in “%(title)s”", times
        )  # fmt: skip
        return said % {**words, "count": times}
    return str(_SENTENCES[kind]) % words


_SENTENCES: dict[str, Any] = {
    MENTION: lazy("%(who)s mentioned you in “%(title)s”"),
    REPLY: lazy("%(who)s replied to you in “%(title)s”"),
    QUOTE: lazy("%(who)s quoted you in “%(title)s”"),
    FOLLOWED: lazy("%(who)s replied in “%(title)s”"),
    NEW_TOPIC: lazy("%(who)s opened “%(title)s”"),
    ACCEPTED: lazy("Your reply is the accepted answer to “%(title)s”"),
    REMINDER: lazy("You wanted to be reminded of “%(title)s”"),
    POLL_CLOSED: lazy("The poll “%(title)s” is closed: see what came out"),
    PLACE: lazy("You have a place now in “%(title)s”"),
    WAITING: lazy("A post by %(who)s waits for review in “%(title)s”"),
    APPROVED: lazy("Your post in “%(title)s” can be seen by everybody now"),
}
