"""What a lead types: a text to try, and how the classifier is set."""

from django import forms
from django.utils.translation import gettext_lazy as _

from steward.care.classifier.actions.set_up import LEAST, MOST, MOST_FRESH
from steward.care.classifier.engine.folding import LONGEST


class TryForm(forms.Form):
    """A text to score."""

    text = forms.CharField(
        label=_("Text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Nothing of it is kept."),
    )  # fmt: skip


class SetupForm(forms.Form):
    """When it proposes and when it trains by itself."""

    target = forms.IntegerField(
        label=_("Propose when at least so many of 100 proposals were right"),
        min_value=round(LEAST * 100), max_value=round(MOST * 100),
        help_text=_("Higher: fewer proposals, and more of them right. It takes effect at once."),
    )  # fmt: skip
    fresh = forms.IntegerField(
        label=_("Train by itself after so many new decisions"), min_value=0, max_value=MOST_FRESH,
        help_text=_("Looked at once a week; 0 is never. A new version is never used by itself."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why a version is used."""

    reason = forms.CharField(label=_("Why"), max_length=500, required=False)
