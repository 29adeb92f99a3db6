"""End a goal: close it with its outcome, or drop it; both can be taken back."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.direction.goals.actions.lock import OPEN, locked
from steward.direction.goals.enums import LONGEST_TEXT, Outcome, State
from steward.direction.goals.events import GoalClosed, GoalDropped, GoalReopened
from steward.direction.goals.models import Goal
from steward.foundation.journal.public import Decision, decide, mark_undone, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.people.access.public import Viewer

CLOSED, DROPPED = "goals.close", "goals.drop"


@transaction.atomic
def close(*, actor: Viewer, goal_id: int, outcome: str, note: str = "", revision: int | None = None) -> Goal:
    """Close a goal under way with what became of it. Raises Forbidden, NotFound, Invalid, Moved."""
    goal = locked(actor, goal_id, revision, {State.ACTIVE})
    if outcome not in Outcome.values:
        raise Invalid({"outcome": _("Say what became of it: reached, partly reached or missed.")})
    _end(goal, State.CLOSED, outcome, note)
    decide(
        kind=CLOSED, subject=f"goal:{goal.pk}", account_id=actor.account_id, reason=goal.closing_note,
        evidence={"outcome": outcome}, undo={"state": State.ACTIVE},
    )  # fmt: skip
    publish(GoalClosed(goal.pk, outcome), actor=actor.name)
    return goal


@transaction.atomic
def drop(*, actor: Viewer, goal_id: int, reason: str, revision: int | None = None) -> Goal:
    """Give a draft or a goal under way up; the reason stays with it. Raises Forbidden, NotFound, Invalid, Moved."""
    goal = locked(actor, goal_id, revision)
    if goal.state == State.ACTIVE and not reason.strip():
        raise Invalid({"reason": _("Say why it is given up: it is read again at the next planning.")})
    before = goal.state
    _end(goal, State.DROPPED, "", reason)
    decide(
        kind=DROPPED, subject=f"goal:{goal.pk}", account_id=actor.account_id, reason=goal.closing_note,
        undo={"state": before},
    )  # fmt: skip
    publish(GoalDropped(goal.pk), actor=actor.name)
    return goal


@transaction.atomic
def reopen(*, actor: Viewer, goal_id: int) -> Goal:
    """Take the closing or dropping back: the goal is what it was before. Raises Forbidden, NotFound."""
    goal = locked(actor, goal_id, None, set(State) - OPEN)
    kind = CLOSED if goal.state == State.CLOSED else DROPPED
    decided = Decision.objects.filter(kind=kind, subject=f"goal:{goal.pk}", undone_at=None).order_by("-pk").first()
    if decided is None or not mark_undone(decided, account_id=actor.account_id):
        raise NotFound
    goal.state, goal.outcome, goal.closing_note, goal.ended_at = decided.undo["state"], "", "", None
    goal.save(update_fields=["state", "outcome", "closing_note", "ended_at"])
    publish(GoalReopened(goal.pk, goal.state), actor=actor.name)
    return goal


def _end(goal: Goal, state: State, outcome: str, note: str) -> None:
    if len(note) > LONGEST_TEXT:
        raise Invalid({"note": _("Write at most %(n)s characters.") % {"n": LONGEST_TEXT}})
    goal.state, goal.outcome, goal.closing_note, goal.ended_at = state, outcome, note.strip(), clock.now()
    goal.save(update_fields=["state", "outcome", "closing_note", "ended_at"])
