"""What members type into letters."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
