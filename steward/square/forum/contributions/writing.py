"""What the square offers: writing."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as gettext_now
from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel.contracts import MemberPanel, NavigationEntry, PortalEntry
from steward.foundation.kernel.registry import contribute
from steward.foundation.kernel.ruling import Allowed, Denied, NotFound, Ruling
from steward.people.access.public import Permission, Role, Viewer
from steward.people.notify.public import Line, NotificationKind, ReplyHandler
from steward.square.forum.actions.reply import reply
from steward.square.forum.actions.set_trust import TRUST
from steward.square.forum.enums import Via
from steward.square.forum.models import Post
from steward.square.forum.queries.letters import HANDLER, letter_now
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.rules import telling
from steward.square.forum.rules.may import WRITE, may_write
from steward.square.forum.tasks.writing import TELL, TELL_ACT
from steward.square.forum.views.writing_trust import standing_of

_ICONS = {
    telling.MENTION: "at-sign",
    telling.REPLY: "reply",
    telling.QUOTE: "quote",
    telling.FOLLOWED: "messages-square",
    telling.NEW_TOPIC: "message-circle-plus",
    telling.REACTION: "smile",
    telling.ACCEPTED: "circle-check",
    telling.REMINDER: "alarm-clock",
    telling.POLL_CLOSED: "chart-bar",
    telling.PLACE: "list-ordered",
    telling.WAITING: "hourglass",
    telling.APPROVED: "check",
}


def _describe(kind: str, params: Mapping[str, Any]) -> Line:
    return Line(telling.sentence(kind, params), params.get("note", ""), _ICONS[kind])


def _kind(key: str, label: Any, group: Any, mail: Any, *, post: bool = False) -> None:
    now = letter_now if post else None
    kind = NotificationKind(key, label, group, mail, partial(_describe, key), letter_now=now)
    contribute("notification-kinds", kind)


_to_me, _followed, _mine = _("When I am meant"), _("What I follow"), _("What I wrote")
_kind(telling.REPLY, _("Somebody replies to me"), _to_me, "each", post=True)
_kind(telling.MENTION, _("Somebody mentions me"), _to_me, "each", post=True)
_kind(telling.QUOTE, _("Somebody quotes me"), _to_me, "each", post=True)
_kind(telling.FOLLOWED, _("A reply in a topic I follow"), _followed, "hourly", post=True)
_kind(telling.NEW_TOPIC, _("A new topic in what I follow"), _followed, "daily", post=True)
_kind(telling.POLL_CLOSED, _("A poll I took part in is closed"), _followed, "off")
_kind(telling.PLACE, _("I have a place in a sign-up I waited for"), _followed, "each")
_kind(telling.REMINDER, _("A reminder I have set"), _followed, "each")
_kind(telling.ACCEPTED, _("My reply is accepted as the answer"), _mine, "each")
_kind(telling.REACTION, _("Somebody reacts to my post"), _mine, "off")
_kind(telling.APPROVED, _("My post was reviewed"), _mine, "each")
_kind(telling.WAITING, _("A post waits for review"), _("For moderators"), "hourly")


def reply_by_mail(viewer: Viewer, ref: str, text: str) -> str:
    """An answer by mail becomes a reply to the post; returns its address."""
    answered = Post.objects.filter(pk=int(ref)).first() if ref.isdigit() else None
    if answered is None:
        raise NotFound
    post = reply(
        actor=viewer, topic_id=answered.topic_id, source=text, via=Via.MAIL,
        reply_to=answered.pk if answered.number > 1 else None,
    )  # fmt: skip
    return f"/p/{post.pk}/"


def picture_right(viewer: Viewer) -> Ruling:
    """Whether the viewer may upload pictures."""
    point = standpoint(viewer)
    if point.limits.may_upload:
        return may_write(point)
    return Denied(gettext_now("At your trust level one cannot upload pictures yet."))


def letter_right(viewer: Viewer) -> Ruling:
    """Whether the viewer may begin a private conversation."""
    point = standpoint(viewer)
    if point.limits.may_write_letters:
        return Allowed()
    return Denied(
        gettext_now("Private conversations are open from trust level 1 on: read a little and come back another day.")
    )


contribute("mail-replies", ReplyHandler(HANDLER, reply_by_mail))
contribute("picture-rights", picture_right)
contribute("letter-rights", letter_right)
contribute("permissions", Permission(WRITE, _("write on the square"), tuple(Role.values)))
contribute("permissions", Permission(TRUST, _("set trust levels and what they allow"), (Role.LEAD, Role.MODERATOR)))
contribute("job-kinds", JobKind(TELL, _("Telling members of a post")))
contribute("job-kinds", JobKind(TELL_ACT, _("Telling members of what happened to their posts")))
contribute("portal-menu", PortalEntry(_("Bookmarks"), "forum-bookmarks", "bookmark", 20))
contribute("portal-menu", PortalEntry(_("What I follow"), "forum-following", "bell-ring", 25))
contribute("navigation", NavigationEntry("community", _("Trust levels"), "square-trust", "shield-check", TRUST, 60))
contribute("member-panels", MemberPanel("trust", _("Trust level"), "forum/trust_panel.jinja", standing_of, TRUST, 25))
