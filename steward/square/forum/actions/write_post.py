"""What opening a topic and replying share: the words, the limits, the row, what follows from writing."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.translation import gettext as _

from steward.foundation.kernel.contracts import Screened
from steward.foundation.kernel.ruling import Denied, Invalid, require
from steward.people.restraints.public import is_restricted
from steward.square.forum.actions.derive_words import derive
from steward.square.forum.actions.hold import Writer
from steward.square.forum.actions.screen import screened
from steward.square.forum.cooking import COOK_VERSION, LONGEST, Cooked, cook
from steward.square.forum.enums import FollowLevel, FollowTarget, PostState, Via
from steward.square.forum.models import Follow, Post, ReadMark, Topic
from steward.square.forum.queries.limits import approved_posts, post_times, said_before
from steward.square.forum.rules.limits import may_open_again, may_reply_again, not_repeated, paused, within_words
from steward.square.forum.rules.rights import Standpoint


@dataclass(frozen=True, slots=True)
class Words:
    """What was written, what came out of cooking it, and what the screens say of it."""

    source: str
    cooked: Cooked
    said: Screened = field(default_factory=Screened)
    topic_id: int | None = None  # where it is written, when it is there already


def ready_words(point: Standpoint, source: str, topic_id: int | None = None) -> Words:
    """The words, cooked, within what the trust level allows. Call it before the transaction: cooking takes time.

    Raises Invalid (field "source").
    """
    source = source.replace("\r\n", "\n").replace("\0", "").strip()
    if not source:
        raise Invalid({"source": _("Write something first.")})
    _not_too_long(source)
    cooked = cook(source, base=topic_id)
    ruling = within_words(
        point.limits, links=len(cooked.links), pictures=len(cooked.pictures), mentions=len(set(cooked.mentions))
    )
    if isinstance(ruling, Denied):
        raise Invalid({"source": ruling.why})
    return Words(source, cooked, topic_id=topic_id)


def _not_too_long(source: str) -> None:
    if len(source) > LONGEST:
        raise Invalid({"source": _("A post has at most %(most)d characters. Split it.") % {"most": LONGEST}})


def through_screens(
    who: Writer, words: Words, *, category_id: int, title: str = "", opens: bool = False, edits: int | None = None
) -> Words:
    """The words as they may be published. Call it before the transaction, like `ready_words`.

    Raises Invalid (field "source") when a screen refuses them.
    """
    said = screened(who, words.source, words.cooked, category_id=category_id, title=title, opens=opens, edits=edits)
    if said.source is None or said.source == words.source:
        return replace(words, said=said)
    _not_too_long(said.source)  # a rule may put a sentence where a letter stood
    return Words(said.source, cook(said.source, base=words.topic_id), said, words.topic_id)


def key_of(account_id: int, once: str) -> str | None:
    """What stands in `Post.once` for a token of a form; None without one."""
    return f"{account_id}:{once}"[:80] if once else None


def sent_before(account_id: int, once: str) -> Post | None:
    """The post this very form has made already. Call it holding the account."""
    key = key_of(account_id, once)
    return Post.objects.select_related("topic").filter(once=key).first() if key else None


def within_limits(who: Writer, words: Words, topic_id: int | None, now: datetime) -> None:
    """Refuse what is too much, too soon or said before; `topic_id` None opens a topic. Raises Forbidden, Invalid."""
    point, own = who.standpoint, who.standpoint.identities
    opened, replied = (post_times(own, now, opening=opening) for opening in (True, False))
    require(paused(point.limits, max([*opened, *replied], default=None), now))
    if topic_id is None:
        require(may_open_again(point.limits, opened, now))
    else:
        require(may_reply_again(point.limits, replied, now))
    ruling = not_repeated(said_before(own, words.source, now), words.source, topic_id)
    if isinstance(ruling, Denied):
        raise Invalid({"source": ruling.why})


def must_wait(point: Standpoint, category_id: int, words: Words) -> bool:
    """Whether a moderator reads this post before everybody does: a newcomer's, a restricted one's, a held one."""
    if words.said.hold or is_restricted(point.restraints, f"category:{category_id}"):
        return True
    first = point.limits.reviewed_first
    return first > 0 and approved_posts(point.identities, first) < first


def add_post(
    who: Writer, topic: Topic, words: Words, *, waiting: bool, now: datetime, once: str, via: str,
    reply_to: int | None = None,
) -> Post:  # fmt: skip
    """Write the next post of the locked topic, with what is derived from its words; counters are the caller's."""
    topic.highest_number += 1
    Topic.objects.filter(pk=topic.pk).update(highest_number=topic.highest_number)
    post = Post.objects.create(
        topic=topic,
        number=topic.highest_number,
        author_id=who.identity_id,
        state=PostState.WAITING if waiting else PostState.VISIBLE,
        source=words.source,
        cooked=words.cooked.html,
        cooked_by=COOK_VERSION,
        language=words.cooked.language,
        reply_to_id=reply_to,
        created_at=now,
        via=Via(via),
        once=key_of(who.account_id, once),
    )
    derive(post, words.cooked)
    words.said.settle(post.pk)
    _follow_and_mark(who.account_id, topic, post)
    return post


def _follow_and_mark(account_id: int, topic: Topic, post: Post) -> None:
    """Who writes follows, unless they follow or mute already; and has read what they wrote, if all before it."""
    Follow.objects.bulk_create(
        [
            Follow(
                account_id=account_id, target=FollowTarget.TOPIC, target_id=topic.pk, level=FollowLevel.FOLLOWING,
                automatic=True, at=post.created_at,
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    if post.number == 1:
        ReadMark.objects.create(account_id=account_id, topic=topic, number=1, at=post.created_at)
    else:
        before = ReadMark.objects.filter(account=account_id, topic=topic, number=post.number - 1)
        before.update(number=post.number, at=post.created_at)
