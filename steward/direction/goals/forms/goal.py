"""The goal itself, how it ends, how its key results are doing."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from steward.direction.goals.actions.write_goal import GoalValues
from steward.direction.goals.enums import LONGEST_TEXT, LONGEST_TITLE, Audience, Outcome, PeriodKind, Rhythm, Source
from steward.direction.goals.models import Goal, KeyResult
from steward.direction.goals.queries.metrics import as_typed, format_of, metrics, scale_of, typed_unit
from steward.direction.goals.queries.people import team
from steward.direction.goals.rules import period_of


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day, chosen or typed."""
    return forms.DateField(
        label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def text_area(rows: int) -> forms.Textarea:
    """A text of some lines."""
    return forms.Textarea(attrs={"rows": rows})


class GoalForm(forms.Form):
    """Words, days, place in the tree, who answers for it."""

    title = forms.CharField(label=_("Goal"), max_length=LONGEST_TITLE, help_text=_("What will be different? One line."))
    why = forms.CharField(label=_("Why"), max_length=LONGEST_TEXT, required=False, widget=text_area(2))
    kind = forms.ChoiceField(label=_("Period"), choices=PeriodKind.choices)
    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"))
    owner = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=int, empty_value=None)
    parent = forms.TypedChoiceField(
        label=_("Part of"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("The goal above, if there is one."),
    )
    audience = forms.ChoiceField(label=_("Who sees it"), choices=Audience.choices)
    rhythm = forms.ChoiceField(label=_("Check-ins"), choices=Rhythm.choices)
    promise = forms.CharField(
        label=_("The promise it serves"), max_length=LONGEST_TEXT, required=False, widget=text_area(2),
        help_text=_("Words of the positioning, if it has some."),
    )  # fmt: skip
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, goals: list[Goal], **named: Any) -> None:
        """`goals` are those it may be part of."""
        super().__init__(*given, **named)
        nobody = [("", _("nobody yet"))]
        self.fields["owner"].choices = nobody + [(pk, name) for pk, name in team()]  # type: ignore[attr-defined]
        parents = [(goal.pk, f"{goal.reference} {goal.title}") for goal in goals]
        self.fields["parent"].choices = [("", pgettext_lazy("a parent goal", "none")), *parents]  # type: ignore[attr-defined]

    def values(self) -> GoalValues:
        """What was typed."""
        told = dict(self.cleaned_data)
        told.pop("revision")
        return GoalValues(owner_id=told.pop("owner"), parent_id=told.pop("parent"), **told)

    @staticmethod
    def initial_of(goal: Goal) -> dict[str, Any]:
        """What is there already."""
        names = ("title", "why", "kind", "first_day", "last_day", "audience", "rhythm", "promise", "revision")
        return {name: getattr(goal, name) for name in names} | {"owner": goal.owner_id, "parent": goal.parent_id}

    @staticmethod
    def initial_on(day: date, owner: int | None) -> dict[str, Any]:
        """A goal for the quarter that holds a day."""
        first, last = period_of(PeriodKind.QUARTER, day)
        return {"kind": PeriodKind.QUARTER, "first_day": first, "last_day": last, "owner": owner}


class CloseForm(forms.Form):
    """What became of a goal."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("a goal", "What became of it"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What we learned"), max_length=LONGEST_TEXT, required=False, widget=text_area(4),
        help_text=_("Read again when the next goal of this kind is written."),
    )  # fmt: skip


class DropForm(forms.Form):
    """Why a goal is given up."""

    reason = forms.CharField(
        label=_("Why it is given up"), max_length=LONGEST_TEXT, required=False, widget=text_area(3)
    )


class CheckInForm(forms.Form):
    """How a key result is doing, in its owner's words."""

    value = forms.FloatField(label=_("Value today"), required=False)
    confidence = forms.TypedChoiceField(
        label=_("Confidence"), required=False, coerce=int, empty_value=None,
        choices=[("", "—"), *((n, str(n)) for n in range(1, 11))],
        help_text=_("That the target is reached: 1 is hardly, 10 is surely."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("What happened, what comes next"), required=False, max_length=LONGEST_TEXT, widget=text_area(2)
    )

    def __init__(self, data: Any = None, *, key_result: KeyResult) -> None:
        """Ask for a value only where it is typed."""
        super().__init__(data, prefix=f"c{key_result.pk}")
        self._form = format_of(metrics().get(key_result.metric))
        if key_result.source != Source.MANUAL:
            del self.fields["value"]
        else:
            self.fields["value"].required = True
            self.fields["value"].initial = as_typed(key_result.typed, self._form)
            self.fields["value"].help_text = key_result.unit or typed_unit(metrics().get(key_result.metric))
        self.fields["confidence"].initial = key_result.confidence

    def values(self) -> dict[str, Any]:
        """What was typed."""
        told = dict(self.cleaned_data)
        value = told.get("value")
        return told | {"value": None if value is None else value * scale_of(self._form)}
