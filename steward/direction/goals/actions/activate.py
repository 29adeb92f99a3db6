"""Begin a goal: from now on it is judged, and its terms are versioned."""

from django.db import transaction

from steward.direction.goals.actions.lock import add_version, locked
from steward.direction.goals.enums import State
from steward.direction.goals.errors import NotReady
from steward.direction.goals.events import GoalActivated
from steward.direction.goals.models import Goal, Guardrail, KeyResult
from steward.direction.goals.rules import missing
from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.people.access.public import Viewer


@transaction.atomic
def activate(*, actor: Viewer, goal_id: int, revision: int | None = None) -> Goal:
    """Begin a draft that has an owner, a key result with a baseline and a verdict rule, and a guardrail.

    Raises Forbidden, NotFound (not a draft), NotReady (a sentence for each thing it lacks), Moved.
    """
    goal = locked(actor, goal_id, revision, {State.DRAFT})
    key_results, guardrails = list(goal.key_results.all()), list(goal.guardrails.all())
    if lacks := missing(goal, key_results, guardrails):
        raise NotReady(lacks)
    goal.state, goal.activated_at = State.ACTIVE, clock.now()
    goal.save(update_fields=["state", "activated_at"])
    parts: list[KeyResult | Guardrail] = [*key_results, *guardrails]
    for part in parts:
        add_version(part, actor)
    terms = {"key_results": [one.terms() for one in key_results], "guardrails": [one.terms() for one in guardrails]}
    decide(kind="goals.activate", subject=f"goal:{goal.pk}", account_id=actor.account_id, evidence=terms)
    publish(GoalActivated(goal.pk), actor=actor.name)
    return goal
