"""What people type about groups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from steward.people.groups.enums import Kind


class GroupForm(forms.Form):
    """A group."""

    name = forms.CharField(label=_("Name"), max_length=60)
    description = forms.CharField(
        label=_("What it is for"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(label=_("Who may join"), choices=Kind.choices, initial=Kind.OPEN, widget=forms.RadioSelect)


class WhoForm(forms.Form):
    """Somebody to take in."""

    who = forms.CharField(label=_("Nickname"), max_length=254)
