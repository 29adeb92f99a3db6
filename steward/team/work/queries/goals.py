"""What tasks serve, through the point `purposes`: goals live above this room, or nowhere."""

from collections.abc import Iterable, Sequence

from steward.foundation.kernel.contracts import Purpose, Purposes
from steward.foundation.kernel.registry import items
from steward.people.access.public import Viewer


def _purposes() -> Purposes | None:
    return next(iter(items("purposes")), None)


def goal_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """The goals under way as choices; none where nobody keeps goals."""
    purposes = _purposes()
    return [(str(goal.id), goal.title) for goal in purposes.choices(viewer)] if purposes else []


def goals_of(ids: Sequence[int]) -> dict[int, Sequence[Purpose]]:
    """The goals these tasks serve, by task."""
    purposes = _purposes()
    return purposes.of("task", ids) if purposes and ids else {}


def serving(ids: Iterable[int], goal_id: int) -> list[int]:
    """Those of the tasks that serve this goal."""
    wanted = list(ids)
    found = goals_of(wanted)
    return [task for task in wanted if any(goal.id == goal_id for goal in found.get(task, ()))]
