"""What the team types: one box in every language, the reason of a version."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from steward.direction.positioning.enums import Box
from steward.direction.positioning.records import Words
from steward.direction.positioning.rules import LONGEST_BOX, LONGEST_REASON, languages


class BoxForm(forms.Form):
    """One box; `stamp` is the draft's when the form was drawn."""

    stamp = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Mapping[str, Any] | None = None, *, box: Box, words: Words, stamp: int = 0) -> None:
        texts = words.get(box.key, {})
        initial = {f"{box.key}_{code}": texts.get(code, "") for code in languages()} | {"stamp": stamp}
        super().__init__(data, initial=initial)
        self.box = box
        names = dict(settings.LANGUAGES)
        for code in languages():
            area = forms.Textarea(attrs={"rows": 4 if box.is_list else 3, "lang": code})
            self.fields[f"{box.key}_{code}"] = forms.CharField(
                label=names[code], max_length=LONGEST_BOX, required=False, widget=area
            )

    def take_stamp(self, stamp: int) -> None:
        """Offer what was typed again, over the draft as it is now."""
        self.data = {name: self.data[name] for name in self.data} | {"stamp": str(stamp)}

    def words(self) -> dict[str, dict[str, str]]:
        """The cleaned values as the actions take them."""
        key = self.box.key
        return {key: {code: self.cleaned_data[f"{key}_{code}"] for code in languages()}}


class PublishForm(forms.Form):
    """The reason of a version; `based_on` is the version its writer has seen."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label=_("Why it changes"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Members read it beside the version, and so will the team in a year."),
    )  # fmt: skip
