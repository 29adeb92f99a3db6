"""What is typed beside a case, and a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from steward.care.conduct.enums import Pause


class ReportForm(forms.Form):
    """A reason of the code and words for the team. The page draws the reasons itself, with their clauses."""

    code = forms.CharField(max_length=20, error_messages={"required": _("Choose what is wrong.")})
    note = forms.CharField(
        label=_("Anything the team should know"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class WordsForm(forms.Form):
    """Words for the team."""

    words = forms.CharField(max_length=2000, required=False)


class ColleagueForm(WordsForm):
    """A team mate, and words for them."""

    to = forms.IntegerField(min_value=1, max_value=2**31 - 1)


class PauseForm(WordsForm):
    """What one waits for."""

    why = forms.ChoiceField(choices=Pause.choices)


class SpanForm(forms.Form):
    """Seconds with the page in front."""

    seconds = forms.IntegerField(min_value=0, max_value=3600)
