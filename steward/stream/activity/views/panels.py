"""What this room puts on a member's page: the timeline over all channels."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from steward.foundation.kernel.text import cut
from steward.people.access.public import Viewer
from steward.people.members.public import Member
from steward.stream.activity.enums import Kind
from steward.stream.activity.models import Activity
from steward.stream.activity.queries.conversations import first_words
from steward.stream.activity.queries.messages import latest_of

SHOWN = 20


def timeline(viewer: Viewer, member: Member) -> dict[str, Any]:
    """The context of the panel: the latest lines, and the address of all of them."""
    rows = latest_of(viewer, member.pk, limit=SHOWN + 1)
    more = reverse("conversations-member", args=[member.pk]) if len(rows) > SHOWN else ""
    return {"lines": [line_of(row) for row in rows[:SHOWN]], "more": more}


def line_of(row: Activity) -> dict[str, Any]:
    """One line of a timeline: kind, what was done, where, when, words, address."""
    words = first_words(row.body[:1200], row.markup, 220) if row.kind != Kind.REACTION else row.body[:12]
    return {
        "kind": row.kind,
        "what": _did(row),
        "where": f"{row.channel.name} · {row.source.name}",
        "channel": reverse("conversations-channel", args=[row.channel_id]),
        "when": row.occurred_at,
        "text": row.title or words,
        "href": reverse("conversations-message", args=[row.pk]),
    }


def _did(row: Activity) -> str:
    thread = cut(row.thread.title, 60) if row.thread else ""
    other = row.parent.identity.member.name if row.parent and row.parent.identity else ""
    if row.kind == Kind.COMMENT and other:
        return _("answered %(name)s") % {"name": other}
    if row.kind == Kind.COMMENT and thread:
        return _("answered in “%(thread)s”") % {"thread": thread}
    if row.kind == Kind.REACTION and other:
        return _("reacted to %(name)s") % {"name": other}
    words = {
        Kind.POST: _("wrote"), Kind.COMMENT: _("answered"), Kind.REACTION: _("reacted"), Kind.JOIN: _("came in"),
        Kind.LEAVE: pgettext("a member", "left"), Kind.COMMIT: _("committed"), Kind.REVIEW: _("reviewed"),
        Kind.CHANGE: _("changed something"), Kind.AWARD: _("got an award"),
        Kind.NOTICE: _("was mentioned by the system"),
    }  # fmt: skip
    return words[Kind(row.kind)]
