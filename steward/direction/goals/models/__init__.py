"""Goals and what belongs to them."""

from steward.direction.goals.models.goal import Goal
from steward.direction.goals.models.parts import Guardrail, KeyResult, RuleVersion
from steward.direction.goals.models.told import CheckIn, Reading, Serving

__all__ = ["CheckIn", "Goal", "Guardrail", "KeyResult", "Reading", "RuleVersion", "Serving"]
