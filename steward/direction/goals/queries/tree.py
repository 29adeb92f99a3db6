"""The goals as a tree, in the order in which one reads it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from steward.direction.goals.enums import State
from steward.direction.goals.models import Goal
from steward.direction.goals.queries.people import names
from steward.direction.goals.queries.states import goals_for, states_of
from steward.direction.goals.records import GoalState
from steward.people.access.public import Viewer

#: Goals shown at once.
MOST = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A goal in the tree; `depth` counts the goals above it that are shown too."""

    state: GoalState
    depth: int
    owner: str


def tree(viewer: Viewer, *, over: bool = False) -> list[Row]:
    """Drafts and goals under way, parents before children; with `over` the closed and dropped ones, newest first.

    A constant number of queries. Raises Forbidden.
    """
    ended = Q(state__in=(State.CLOSED, State.DROPPED))
    rows = goals_for(viewer).filter(ended if over else ~ended)
    found = list(
        rows.order_by("-ended_at")[:MOST] if over else rows.order_by("first_day", "-last_day", "number")[:MOST]
    )
    owners = names(goal.owner_id for goal in found)
    states = {state.id: state for state in states_of(found)}
    placed = [(goal, 0) for goal in found] if over else _placed(found)
    return [Row(states[goal.pk], depth, owners.get(goal.owner_id or 0, "")) for goal, depth in placed]


def _placed(goals: Sequence[Goal]) -> list[tuple[Goal, int]]:
    """Each goal after its parent, with its depth; where the parent is not shown, it stands at the top."""
    known = {goal.pk for goal in goals}
    below: dict[int, list[Goal]] = defaultdict(list)
    for goal in goals:
        below[goal.parent_id if goal.parent_id in known else 0].append(goal)
    placed: list[tuple[Goal, int]] = []

    def place(parent: int, depth: int) -> None:
        for goal in below[parent]:
            placed.append((goal, depth))
            place(goal.pk, depth + 1)

    place(0, 0)
    return placed
