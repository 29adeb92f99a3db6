"""What is typed into goals."""

from steward.direction.goals.forms.goal import CheckInForm, CloseForm, DropForm, GoalForm
from steward.direction.goals.forms.parts import GuardrailForm, KeyResultForm

__all__ = ["CheckInForm", "CloseForm", "DropForm", "GoalForm", "GuardrailForm", "KeyResultForm"]
