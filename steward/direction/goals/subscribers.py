"""Who is told of goals, and when they are read anew."""

from typing import Any

from steward.direction.goals.enums import EDIT
from steward.direction.goals.events import (
    CheckedIn,
    CheckInDue,
    GoalActivated,
    GuardrailTurned,
    TermsChanged,
    VerdictChanged,
)
from steward.direction.goals.models import Guardrail, KeyResult
from steward.direction.goals.queries.states import title_of
from steward.direction.goals.tasks import ask_to_refresh
from steward.foundation.journal.public import subscribe
from steward.people.access.public import accounts_with
from steward.people.notify.public import tell
from steward.stream.channels.events import ImportFinished


@subscribe(ImportFinished)
def read_after_an_import(_fact: ImportFinished) -> None:
    """New history changes every number."""
    ask_to_refresh()


@subscribe(GoalActivated)
def read_a_new_goal(fact: GoalActivated) -> None:
    """Nobody waits an hour for the first verdict."""
    ask_to_refresh(fact.goal_id)


@subscribe(TermsChanged)
def judge_by_new_terms(fact: TermsChanged) -> None:
    """The new terms hold from now on."""
    ask_to_refresh(fact.goal_id)


@subscribe(CheckedIn)
def read_what_was_typed(fact: CheckedIn) -> None:
    """A typed value is a reading."""
    row = KeyResult.objects.filter(pk=fact.key_result_id).first()
    if row is not None:
        ask_to_refresh(row.goal_id)


@subscribe(VerdictChanged)
def tell_verdict(fact: VerdictChanged) -> None:
    """The owners and the leads; not of the first verdict, unless it is a bad one."""
    row = KeyResult.objects.select_related("goal").filter(pk=fact.key_result_id).first()
    if row is None or fact.after == "unknown" or (fact.before == "unknown" and fact.after == "on_track"):
        return
    _tell("goals.verdict", row, _named(row) | {"before": fact.before, "after": fact.after})


@subscribe(GuardrailTurned)
def tell_guardrail(fact: GuardrailTurned) -> None:
    """The owners and the leads."""
    row = Guardrail.objects.select_related("goal").filter(pk=fact.guardrail_id).first()
    if row is not None:
        _tell("goals.guardrail", row, _named(row) | {"holds": fact.holds})


@subscribe(CheckInDue)
def remind_owner(fact: CheckInDue) -> None:
    """The owner of the key result."""
    row = KeyResult.objects.select_related("goal").filter(pk=fact.key_result_id).first()
    if row is None or row.owner_id is None:
        return
    tell(
        kind="goals.check_in", accounts=[row.owner_id], subject=f"goal:{row.goal_id}",
        params=_named(row), url=_page(row), group=f"goals.check_in:{row.pk}",
    )  # fmt: skip


def _tell(kind: str, row: KeyResult | Guardrail, params: dict[str, Any]) -> None:
    owners = (row.goal.owner_id, getattr(row, "owner_id", None))
    tell(
        kind=kind, accounts={*accounts_with(EDIT), *(one for one in owners if one)}, params=params,
        subject=f"goal:{row.goal_id}", url=_page(row), group=f"{kind}:{row.pk}",
    )  # fmt: skip


def _named(row: KeyResult | Guardrail) -> dict[str, Any]:
    """What a part is called, and its metric where it has no words of its own: each reader has it in their language."""
    return {"title": title_of(row), "goal": row.goal.title, "metric": "" if row.title else row.metric}


def _page(row: KeyResult | Guardrail) -> str:
    anchor = "key-result" if isinstance(row, KeyResult) else "guardrail"
    return f"/console/goals/{row.goal_id}/#{anchor}-{row.pk}"
