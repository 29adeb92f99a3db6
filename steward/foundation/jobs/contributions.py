"""What the jobs room offers."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from steward.foundation.jobs.queries import failed_jobs
from steward.foundation.kernel.contracts import NavigationEntry, WorkSource
from steward.foundation.kernel.registry import contribute


@dataclass(frozen=True, slots=True)
class Right:
    """A permission as the catalogue reads it; the room that owns the catalogue lies above this one."""

    key: str
    label: Any
    roles: tuple[str, ...]


contribute("permissions", Right("jobs.view", _("see background jobs"), ("lead", "moderator", "editor", "analyst")))
contribute("permissions", Right("jobs.cancel", _("stop background jobs of others"), ("lead",)))
contribute(
    "navigation",
    NavigationEntry("settings", _("Background jobs"), "jobs-list", "list-checks", permission="jobs.view", order=80),
)
contribute("my-work", WorkSource("jobs", _("Background jobs"), "list-checks", "jobs.cancel", failed_jobs, 80))
