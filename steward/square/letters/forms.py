"""What members type into letters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from steward.square.letters.enums import Reason
from steward.square.letters.rules import LONGEST


class LetterForm(forms.Form):
    """A letter, with the mark that keeps one form from being sent twice."""

    source = forms.CharField(label=_("Letter"), max_length=LONGEST, widget=forms.Textarea)
    once = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class PeopleForm(forms.Form):
    """Whom to write to, or to bring in."""

    to = forms.CharField(label=_("Bring in"), max_length=400, help_text=_("Nicknames, separated by commas."))

    def names(self) -> list[str]:
        """The nicknames as typed, without the @ people like to put before them."""
        typed = str(self.cleaned_data["to"]).replace("，", ",").replace("、", ",").replace("；", ",").replace(";", ",")
        return [name for part in typed.split(",") if (name := part.strip().lstrip("@").strip())]


class NewForm(PeopleForm, LetterForm):
    """A letter that begins a conversation."""

    to = forms.CharField(label=_("To"), max_length=400, help_text=_("Nicknames, separated by commas."))
    title = forms.CharField(label=pgettext_lazy("of a conversation", "About"), max_length=200, required=False)
    field_order = ("to", "title", "source", "once")


class ReportForm(forms.Form):
    """What is wrong with a letter."""

    reason = forms.ChoiceField(label=_("What is wrong?"), choices=Reason.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What the team should know"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    """The team's answer to a report."""

    upheld = forms.TypedChoiceField(coerce=lambda value: value == "1", choices=[("1", ""), ("0", "")])
    reason = forms.CharField(label=pgettext_lazy("of a decision", "Reason"), max_length=500, required=False)

    def answer(self) -> dict[str, Any]:
        """The cleaned values as `decide_report` takes them."""
        return {"upheld": self.cleaned_data["upheld"], "reason": self.cleaned_data["reason"]}
