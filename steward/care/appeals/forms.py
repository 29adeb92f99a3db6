"""What members and the team type into appeals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from steward.care.appeals.enums import LONGEST, Outcome


class AppealForm(forms.Form):
    """Why a decision is wrong."""

    words = forms.CharField(
        label=_("Why the decision is wrong"),
        help_text=_("What the team has overlooked, or sees otherwise than you. Links and dates help."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class WordForm(forms.Form):
    """A message in an appeal."""

    words = forms.CharField(
        label=_("Write in this appeal"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


class DecideForm(forms.Form):
    """The answer to an appeal."""

    outcome = forms.ChoiceField(
        label=_("The decision"),
        choices=[
            (Outcome.UPHELD, _("It stands")),
            (Outcome.OVERTURNED, _("It is overturned: what can be restored is")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("The answer, with reasons"),
        help_text=_("The member reads it as you write it. Say what you looked at and why you see it so."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
