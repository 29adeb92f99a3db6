"""The goals room."""

from steward.foundation.kernel.rooms import Room


class GoalsRoom(Room):
    """Goals, key results, guardrails, verdicts."""

    name = "steward.direction.goals"
    label = "goals"
