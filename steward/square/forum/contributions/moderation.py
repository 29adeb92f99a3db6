"""What the square offers: moderation."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel.contracts import NavigationEntry, PaletteHit, PaletteSource
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role
from steward.people.notify.public import Line, NotificationKind
from steward.square.forum.actions.acting import TOLD
from steward.square.forum.actions.moderate_many import JOB, UNDO_JOB
from steward.square.forum.queries.moderation import find_topics
from steward.square.forum.rules.moderation import ACTS, MANAGE, MODERATE, reason_text


def describe(params: Mapping[str, Any]) -> Line:
    """“The team hid this topic: …”, with the reason below."""
    act = ACTS[params["act"]]
    words = {"who": params.get("who") or _("The team"), "did": act.said, "title": params.get("title", "")}
    text = _("%(who)s %(did)s: “%(title)s”") % words
    if params.get("undone"):
        text = _("%(who)s took this back: %(did)s, “%(title)s”") % words
    reason = reason_text(params.get("code", ""), params.get("reason", ""))
    more = _("Reason: %(reason)s") % {"reason": reason} if reason else ""
    return Line(text, more, act.icon)


def find(viewer: Any, words: str) -> Iterator[PaletteHit]:
    """Topics by title, for moderators; at most eight."""
    for topic in find_topics(viewer, words):
        yield PaletteHit(
            topic.title, reverse("forum-topic-short", args=[topic.pk]), topic.category.name, "messages-square"
        )


_TEAM = (Role.LEAD, Role.MODERATOR)
contribute("permissions", Permission(MODERATE, lazy("moderate the square"), _TEAM))
contribute("permissions", Permission(MANAGE, lazy("manage categories and tags"), (Role.LEAD,)))

contribute(
    "notification-kinds",
    NotificationKind(TOLD, lazy("The team did something with my topic or post"), lazy("The team"), "each", describe),
)
contribute("job-kinds", JobKind(JOB, lazy("Acting on many topics or posts"), lambda _job: reverse("square-acts")))
contribute("job-kinds", JobKind(UNDO_JOB, lazy("Taking many acts back"), lambda _job: reverse("square-acts")))

contribute("navigation", NavigationEntry("community", lazy("Topics"), "square-topics", "messages-square", MODERATE, 10))
contribute(
    "navigation", NavigationEntry("community", lazy("Categories"), "square-categories", "folder-tree", MANAGE, 20)
)
contribute("navigation", NavigationEntry("community", lazy("Tags"), "square-tags", "tags", MANAGE, 25))
contribute(
    "navigation", NavigationEntry("community", lazy("What the team did"), "square-acts", "history", MODERATE, 30)
)
contribute("palette", PaletteSource(lazy("Topics"), MODERATE, find))
