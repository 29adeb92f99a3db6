"""Goals in reports, in the list of deeds, to other systems, and as personal data."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from steward.direction.goals.enums import VIEW, State
from steward.direction.goals.models import CheckIn, Goal, KeyResult
from steward.direction.goals.queries.metrics import written
from steward.direction.goals.queries.sentences import verdict_label
from steward.direction.goals.queries.states import goals_for, states_of, title_of
from steward.direction.goals.records import GoalState, KeyResultState
from steward.foundation.kernel.contracts import Done, Passage
from steward.foundation.ui.formats import in_a_row
from steward.people.access.public import Viewer
from steward.people.members.public import accounts_of

#: Facts that may explain why a number moved.
DEEDS = ("goals.activated", "goals.closed", "goals.terms_changed")


def passage(viewer: Viewer, since: date, until: date) -> Passage | None:
    """Each goal under way in these days: its verdict, value against the line, and why. None without goals."""
    rows = goals_for(viewer).filter(first_day__lt=until, last_day__gte=since)
    ended = Q(state=State.CLOSED, ended_at__date__gte=since)
    found = states_of(rows.filter(Q(state=State.ACTIVE) | ended).order_by("first_day", "number"))
    if not found:
        return None
    return Passage(
        title=_("Goals"),
        sentences=tuple(_said(goal) for goal in found),
        head=(_("Goal"), _("Key result"), _("Value"), _("Line"), _("Target"), _("Verdict")),
        rows=tuple(_row(goal, one) for goal in found for one in goal.key_results),
        links=tuple((f"{goal.reference} {goal.title}", goal.url) for goal in found),
    )


def deeds(viewer: Viewer, facts: Sequence[Any]) -> list[Done]:
    """Goals begun, closed and changed, as lines; one query."""
    if not viewer.can(VIEW):
        return []
    goals = Goal.objects.in_bulk({fact.data["goal_id"] for fact in facts})
    patterns = {
        "goals.activated": _("Goal begun: %(title)s"),
        "goals.closed": _("Goal closed: %(title)s"),
        "goals.terms_changed": _("Terms of a goal changed: %(title)s"),
    }
    found = [(fact, goals.get(fact.data["goal_id"])) for fact in facts]
    return [
        Done(fact.at, patterns[fact.type] % {"title": goal.title}, reverse("goal", args=[goal.pk]), "target", 0.5)
        for fact, goal in found
        if goal is not None
    ]


def told_goal(fact: Mapping[str, Any]) -> dict[str, Any] | None:
    """A goal as other systems hear of it."""
    goal = Goal.objects.filter(pk=fact["goal_id"]).first()
    if goal is None:
        return None
    return {
        "goal": {
            "id": goal.pk, "reference": goal.reference, "title": goal.title, "state": goal.state,
            "first_day": goal.first_day.isoformat(), "last_day": goal.last_day.isoformat(),
            "outcome": goal.outcome or None,
        }
    }  # fmt: skip


def told_verdict(fact: Mapping[str, Any]) -> dict[str, Any] | None:
    """A changed verdict with the goal it belongs to."""
    row = KeyResult.objects.select_related("goal").filter(pk=fact["key_result_id"]).first()
    if row is None:
        return None
    result = {
        "id": row.pk, "title": title_of(row), "metric": row.metric or None, "target": row.target,
        "before": fact["before"], "after": fact["after"],
    }  # fmt: skip
    return (told_goal({"goal_id": row.goal_id}) or {}) | {"key_result": result}


def personal_goals(member_id: int) -> dict[str, Any]:
    """What is kept of a member: goals they answer for, what they said at check-ins."""
    accounts = accounts_of(member_id)
    said = CheckIn.objects.filter(by__in=accounts).select_related("key_result").order_by("at")
    return {
        "goals": [goal.reference for goal in Goal.objects.filter(owner__in=accounts)],
        "check_ins": [
            {
                "key_result": title_of(one.key_result), "at": one.at.isoformat(), "value": one.value,
                "confidence": one.confidence, "note": one.note,
            }
            for one in said
        ],
    }  # fmt: skip


def _said(goal: GoalState) -> str:
    told = {"title": goal.title, "verdict": verdict_label(goal.verdict)}
    broken = [rail for rail in goal.guardrails if rail.holds is False]
    reasons = [one.reason for one in goal.key_results if one.verdict == goal.verdict and one.reason]
    sentences = [_("“%(title)s” is %(verdict)s.") % told]
    if broken:
        words = {"title": broken[0].title, "sentence": broken[0].sentence}
        sentences.append(_("A guardrail is broken: %(title)s, %(sentence)s") % words)
    return in_a_row([*sentences, *reasons[:1]])


def _row(goal: GoalState, one: KeyResultState) -> tuple[str, ...]:
    values = (written(value, one.format, one.unit) for value in (one.value, one.expected, one.target))
    return (goal.reference, one.title, *values, verdict_label(one.verdict))
