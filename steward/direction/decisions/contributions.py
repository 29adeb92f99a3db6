"""What decisions offer to shared screens and registries."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from steward.direction.decisions.actions.forget import forget_member
from steward.direction.decisions.actions.resolve import WORK
from steward.direction.decisions.enums import MAKE, VIEW, WATCH
from steward.direction.decisions.queries.due import dated, due_work
from steward.direction.decisions.queries.personal import personal_decisions
from steward.direction.decisions.tasks import DRAW, MEASURE
from steward.direction.decisions.views import offered
from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel.contracts import (
    DatedSource,
    Deed,
    NavigationEntry,
    NumberAct,
    PaletteSource,
    PersonalData,
    ReportPart,
    WorkKind,
    WorkSource,
)
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import TEAM, Permission, Role
from steward.people.notify.public import NotificationKind
from steward.stream.webhooks.public import WebhookEvent

_GROUP = pgettext_lazy("about a number", "Decisions")

contribute(
    "permissions", Permission(VIEW, _("read decisions about numbers"), tuple(one for one in TEAM if one != Role.OWNER))
)
contribute("permissions", Permission(MAKE, _("decide about numbers"), (Role.LEAD,)))
contribute("permissions", Permission(WATCH, _("put numbers under watch"), (Role.LEAD, Role.ANALYST)))
contribute("navigation", NavigationEntry("direction", _GROUP, "decisions", "gavel", VIEW, 30))
contribute("palette", PaletteSource(_GROUP, VIEW, offered.find))
contribute("number-acts", NumberAct(pgettext_lazy("about a number", "Decide"), "decisions-new", "gavel", WATCH, 10))
contribute("works", WorkKind(WORK, _GROUP, "gavel", offered.load, offered.current))
contribute("my-work", WorkSource("decisions.due", _GROUP, "gavel", VIEW, due_work, 40))
contribute("calendar", DatedSource("decisions", _GROUP, dated))
contribute("deeds", Deed(("decisions.resolved", "decisions.withdrawn"), offered.deeds))
contribute("report-parts", ReportPart("decisions", "results", ("day", "week", "month"), offered.passage, 0))
contribute("job-kinds", JobKind(MEASURE, _("Measure what came of decisions")))
contribute("job-kinds", JobKind(DRAW, _("Draw a decision's picture")))
for kind, label, mail, describe in (
    ("decisions.mine", _("A decision I shall see to"), "each", offered.mine_line),
    ("decisions.measured", _("What came of my decisions"), "each", offered.measured_line),
    ("decisions.look_again", _("The day of a decision has come"), "each", offered.look_again_line),
):
    contribute(
        "notification-kinds",
        NotificationKind(kind, label, _GROUP, mail, describe, permission=VIEW),  # type: ignore[arg-type]
    )
for key, label, fact in (
    ("decision.made", _("The team decided about a number"), "decisions.resolved"),
    ("decision.measured", _("What came of a decision was measured"), "decisions.measured"),
):
    contribute("webhook-events", WebhookEvent(key, label, fact, offered.payload))
contribute("personal-data", PersonalData("decisions", personal_decisions, forget_member, forget_member))
