"""What oversight offers to shared screens and registries."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from steward.care.clauses.public import ClausePanel
from steward.care.oversight.actions.forget import erase_oversight
from steward.care.oversight.enums import LOAD, LOOK, PUBLISH, VIEW
from steward.care.oversight.models import KeptReport
from steward.care.oversight.queries.clauses import clause_record
from steward.care.oversight.queries.personal import personal_oversight
from steward.foundation.kernel.contracts import NavigationEntry, PersonalData, PortalEntry
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import Permission, Role, Viewer
from steward.stream.webhooks.public import WebhookEvent


def _panel(_viewer: Viewer, key: str) -> dict[str, Any] | None:
    return {"record": clause_record(key)}


def _report(fact: dict[str, Any]) -> dict[str, Any] | None:
    row = KeptReport.objects.filter(pk=fact["report_id"]).first()
    if row is None:
        return None
    return {"report": {"period": row.period, "number": row.number, "published_at": row.published_at.isoformat()}}


_MAKERS = (Role.LEAD, Role.MODERATOR)
contribute("permissions", Permission(VIEW, _("see how clauses and decisions do"), (*_MAKERS, Role.ANALYST)))
contribute("permissions", Permission(LOOK, _("give blind second looks"), _MAKERS))
contribute("permissions", Permission(PUBLISH, _("publish transparency reports, redact the public log"), (Role.LEAD,)))
contribute("permissions", Permission(LOAD, _("see the load of team mates, from the day after"), (Role.LEAD,)))
contribute("navigation", NavigationEntry("community", _("Oversight"), "oversight", "glasses", VIEW, 19))
contribute("code-links", PortalEntry(_("What the team decided"), "conduct-log", "gavel", 10))
contribute("code-links", PortalEntry(_("Transparency reports"), "transparency", "chart-bar", 30))
contribute(
    "clause-panels",
    ClausePanel("oversight", _("How decisions under this clause fared"), "oversight/clause_panel.jinja", _panel, 30),
)
contribute("personal-data", PersonalData("oversight", personal_oversight, erase_oversight))
contribute(
    "webhook-events",
    WebhookEvent(
        "transparency.published", _("A transparency report was published"), "oversight.report_published", _report
    ),
)
