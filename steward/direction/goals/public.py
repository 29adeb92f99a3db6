"""The door of goals.

Reading: `goals_under_way(viewer)`, `state_of(viewer, goal_id)`, `states_of(goals)` give `GoalState` with
`KeyResultState` and `GuardrailState` (see records), from stored readings only. `refresh_all()` reads everything anew.
Point `goal-panels`: `GoalPanel`. Facts: GoalActivated, GoalClosed, VerdictChanged, CheckedIn, TermsChanged.
"""

from steward.direction.goals.actions.refresh import refresh_all, refresh_goal
from steward.direction.goals.enums import EDIT, VIEW, State, Verdict
from steward.direction.goals.events import CheckedIn, GoalActivated, GoalClosed, TermsChanged, VerdictChanged
from steward.direction.goals.models import Goal, Guardrail, KeyResult
from steward.direction.goals.queries.sentences import verdict_label
from steward.direction.goals.queries.states import goals_under_way, state_of, states_of
from steward.direction.goals.queries.works import goals_without_work
from steward.direction.goals.records import GoalPanel, GoalState, GuardrailState, KeyResultState

__all__ = [
    "EDIT",
    "VIEW",
    "CheckedIn",
    "Goal",
    "GoalActivated",
    "GoalClosed",
    "GoalPanel",
    "GoalState",
    "Guardrail",
    "GuardrailState",
    "KeyResult",
    "KeyResultState",
    "State",
    "TermsChanged",
    "Verdict",
    "VerdictChanged",
    "goals_under_way",
    "goals_without_work",
    "refresh_all",
    "refresh_goal",
    "state_of",
    "states_of",
    "verdict_label",
]
