"""What the team types of a survey, and what members answer."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from steward.square.surveys.actions.make_survey import Terms
from steward.square.surveys.enums import LONGEST_COMMENT, LONGEST_QUESTION, Kind
from steward.square.surveys.models import Survey
from steward.square.surveys.rules import languages


class SurveyForm(forms.Form):
    """The terms of a survey."""

    kind = forms.ChoiceField(label=_("What is asked"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.NPS)
    rhythm = forms.IntegerField(
        label=_("Days before the same member is asked again"), min_value=1, max_value=3650, initial=90,
        help_text=_("Counts every survey: nobody is asked more often."),
    )  # fmt: skip
    sample = forms.IntegerField(
        label=_("Share of members to ask, in per cent"), min_value=1, max_value=100, initial=100,
        help_text=_("Chance chooses. In a large community a part is enough."),
    )  # fmt: skip
    min_days = forms.IntegerField(
        label=_("Days one must have been a member"), min_value=0, max_value=3650, initial=14,
        help_text=_("Who has just come cannot judge yet. 0: no limit."),
    )  # fmt: skip
    closes_on = forms.DateField(
        label=_("Close on"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("You are reminded on that day; it does not close by itself."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        for code in languages():
            self.fields[f"question_{code}"] = forms.CharField(
                label=format_lazy("{} · {}", _("Own question"), names[code]), max_length=LONGEST_QUESTION,
                required=False, widget=forms.TextInput(attrs={"lang": code}),
            )  # fmt: skip

    def questions(self) -> list[forms.BoundField]:
        """The fields of own questions."""
        return [self[f"question_{code}"] for code in languages()]

    def terms(self) -> Terms:
        """The cleaned values as the actions take them."""
        data = self.cleaned_data
        return Terms(
            kind=data["kind"], questions={code: data[f"question_{code}"] for code in languages()},
            rhythm=data["rhythm"], sample=data["sample"], min_days=data["min_days"], closes_on=data["closes_on"],
        )  # fmt: skip

    @staticmethod
    def values_of(survey: Survey) -> dict[str, Any]:
        """The values of a survey for the form's `initial`."""
        found = {name: getattr(survey, name) for name in ("kind", "rhythm", "sample", "min_days", "closes_on")}
        return found | {f"question_{code}": survey.questions.get(code, "") for code in languages()}


class AnswerForm(forms.Form):
    """What a member answers."""

    score = forms.IntegerField(label=_("Your answer"), min_value=0, max_value=10)
    comment = forms.CharField(
        label=_("Why?"), max_length=LONGEST_COMMENT, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Better without names: the team reads it."),
    )  # fmt: skip
    contact = forms.BooleanField(
        label=_("The team may write to me about it"), required=False,
        help_text=_("Only then it sees that this answer is yours."),
    )  # fmt: skip


class ImportForm(forms.Form):
    """A file of answers."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("A form's export with a heading: scores, comments and days are found by their names."),
    )
