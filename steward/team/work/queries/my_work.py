"""What waits for somebody, over every room."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import WorkItem, WorkSource
from steward.foundation.kernel.registry import items
from steward.people.access.public import Viewer

log = logging.getLogger(__name__)
#: What is due within so long presses.
SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that waits, and which room has it."""

    item: WorkItem
    source: str  # key of the WorkSource
    label: Any
    icon: str
    is_late: bool


@dataclass(slots=True)
class Group:
    """Entries that press alike. `key` is "late", "soon", "mine" or "team"; the most pressing group comes first."""

    key: str
    label: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many things stand behind the entries."""
        return sum(entry.item.count for entry in self.entries)


def my_work(viewer: Viewer, now: datetime | None = None) -> list[Group]:
    """What waits for the viewer in every room whose work they may see; groups without entries are left out.

    Each room makes a constant number of queries. A room that fails is left out and logged: the others still show.
    """
    moment = now or clock.now()
    groups = {
        "late": Group("late", _("Late")), "soon": Group("soon", _("Due soon")),
        "mine": Group("mine", _("Mine")), "team": Group("team", _("Open to the team")),
    }  # fmt: skip
    for source in sorted(items("my-work"), key=lambda one: one.order):
        for item in _found(source, viewer):
            groups[_group(item, moment)].entries.append(
                Entry(item, source.key, source.label, source.icon, _is_late(item, moment))
            )
    for group in groups.values():
        group.entries.sort(key=lambda entry: (entry.item.due is None, entry.item.due or moment))
    return [group for group in groups.values() if group.entries]


def _found(source: WorkSource, viewer: Viewer) -> list[WorkItem]:
    if source.permission and not viewer.can(source.permission):
        return []
    try:
        return list(source.find(viewer))
    except Exception:
        log.exception("my work: %s failed", source.key)
        return []


def _is_late(item: WorkItem, now: datetime) -> bool:
    return item.due is not None and item.due < now


def _group(item: WorkItem, now: datetime) -> str:
    if _is_late(item, now):
        return "late"
    if item.mine and item.due is not None and item.due < now + SOON:
        return "soon"
    return "mine" if item.mine else "team"
