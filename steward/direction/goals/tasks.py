"""What goals do by the clock: reading the numbers, reminding of check-ins."""

from typing import Any

from steward.direction.goals.actions.refresh import refresh_all, refresh_goal
from steward.direction.goals.actions.remind import remind
from steward.foundation.jobs.public import Job, Progress, enqueue, handles, scheduled
from steward.people.access.public import SYSTEM

REFRESH = "goals.refresh"


@handles(REFRESH)
def refresh(_progress: Progress, goal_id: int | None = None) -> dict[str, Any]:
    """Read every goal under way anew, or one."""
    done = refresh_goal(goal_id=goal_id) if goal_id else refresh_all()
    return {"key_results": done.key_results, "guardrails": done.guardrails, "changed": done.changed}


@scheduled(REFRESH, "35 * * * *")
def keep_fresh() -> None:
    """Once an hour, after insights has done its work ahead."""
    ask_to_refresh()


@scheduled("goals.remind", "10 1 * * *")
def remind_of_check_ins() -> None:
    """Once a day, in the morning of the community: who should check in; nobody on a day off."""
    remind(actor=SYSTEM)


def ask_to_refresh(goal_id: int | None = None) -> None:
    """Enqueue the reading, unless the same waits already."""
    args = {"goal_id": goal_id} if goal_id else {}
    if not Job.objects.filter(kind=REFRESH, state=Job.State.WAITING, args=args).exists():
        enqueue(actor=SYSTEM, kind=REFRESH, **args)
