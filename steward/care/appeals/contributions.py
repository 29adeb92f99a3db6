"""What appeals offer to shared screens and registries."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from steward.care.appeals.actions.forget import detach_appeals, erase_appeals
from steward.care.appeals.enums import DECIDE, OVERSEE, OWN, Outcome
from steward.care.appeals.models import Appeal
from steward.care.appeals.queries.my_work import appeals_waiting
from steward.care.appeals.queries.own import own_appeals, personal_appeals
from steward.care.appeals.queries.reported import appeals_passage
from steward.care.appeals.queries.team import waiting_for
from steward.foundation.kernel.contracts import NavigationEntry, OwnPanel, PersonalData, ReportPart, WorkSource
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import TEAM, Permission, Role, Viewer, viewer_in
from steward.people.notify.public import Line, NotificationKind
from steward.stream.webhooks.public import WebhookEvent

_GROUP = _("Appeals")


def own(viewer: Viewer) -> dict[str, Any]:
    """What a member sees of their own appeals."""
    return {"appeals": own_appeals(viewer)}


def _new(params: Mapping[str, Any]) -> Line:
    detail = _now("Nobody independent is left: an owner decides.") if params.get("alone") else ""
    return Line(_now("A member appeals against a decision"), detail, "scale")


def _word(params: Mapping[str, Any]) -> Line:
    team = _now("The team wrote to you about your appeal")
    other = _now("A member wrote in an appeal")
    return Line(team if params.get("from_team") else other, str(params.get("excerpt", "")), "scale")


def _decided(params: Mapping[str, Any]) -> Line:
    overturned = params.get("outcome") == Outcome.OVERTURNED
    sentence = (
        _now("Your appeal was right: the decision is overturned")
        if overturned
        else _now("Your appeal was answered: the decision stands")
    )
    return Line(sentence, str(params.get("answer", "")), "scale")


def _outcome(params: Mapping[str, Any]) -> Line:
    overturned = params.get("outcome") == Outcome.OVERTURNED
    sentence = (
        _now("A decision of yours was overturned after an appeal")
        if overturned
        else _now("A decision of yours stands after an appeal")
    )
    return Line(sentence, str(params.get("answer", "")), "scale")


def _late(params: Mapping[str, Any]) -> Line:
    again = params.get("again")
    return Line(
        _now("An appeal waits twice as long as it should") if again else _now("An appeal is past its time"), "", "clock"
    )


def _waiting(request: HttpRequest) -> int:
    return waiting_for(viewer_in(request))


def told(fact: Mapping[str, Any]) -> dict[str, Any] | None:
    """What other systems hear: numbers and states, never a word of it."""
    row = Appeal.objects.filter(pk=fact["appeal_id"]).first()
    if row is None:
        return None
    return {
        "appeal": {
            "id": row.pk, "judgement_id": row.judgement_id, "state": row.state, "outcome": row.outcome or None,
            "at": row.at.isoformat(), "due_at": row.due_at.isoformat(),
            "decided_at": row.decided_at.isoformat() if row.decided_at else None,
        }
    }  # fmt: skip


_MAKERS = (Role.LEAD, Role.MODERATOR)
contribute("permissions", Permission(DECIDE, _("answer and decide appeals"), _MAKERS))
contribute("permissions", Permission(OVERSEE, _("hear of appeals that are late"), (Role.LEAD,)))
contribute("permissions", Permission(OWN, _("appeal, and write in one's own appeals"), TEAM))
contribute("navigation", NavigationEntry("community", _("Appeals"), "appeals", "scale", DECIDE, 12, badge=_waiting))
for kind, label, mail, describe, permission in (
    ("appeals.new", _("Appeals of members"), "each", _new, DECIDE),
    ("appeals.word", _("What is written in an appeal"), "each", _word, ""),
    ("appeals.decided", _("The answer to my appeal"), "each", _decided, ""),
    ("appeals.outcome", _("The outcome of appeals against my decisions"), "off", _outcome, DECIDE),
    ("appeals.late", _("Appeals that are late"), "each", _late, OVERSEE),
):
    contribute(
        "notification-kinds",
        NotificationKind(kind, label, _GROUP, mail, describe, permission=permission),  # type: ignore[arg-type]
    )
contribute("webhook-events", WebhookEvent("appeal.created", _("A member appealed"), "appeals.appealed", told))
contribute("webhook-events", WebhookEvent("appeal.decided", _("An appeal was decided"), "appeals.decided", told))
contribute("personal-data", PersonalData("appeals", personal_appeals, erase_appeals, detach_appeals))
contribute("own-conduct", OwnPanel("appeals/parts/mine.jinja", own))
contribute("report-parts", ReportPart("appeals", "order", ("day", "week", "month"), appeals_passage, 20))
contribute("my-work", WorkSource("appeals", _("Appeals"), "scale", DECIDE, appeals_waiting, 25))
