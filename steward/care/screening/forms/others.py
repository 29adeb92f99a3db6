"""The small forms: switching, rehearsing, taking back, lists, settings, words to try."""

from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from steward.care.clauses.public import REASONS
from steward.care.screening.actions.write_list import ReadWords, read_words

#: Longer texts are not tried.
LONGEST = 20_000


class ListForm(forms.Form):
    """A word list: how it is called and how its words are looked for."""

    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.ChoiceField(label=_("Reason a hit speaks for"), required=False)
    allow = forms.BooleanField(
        label=_("An allow list"), required=False,
        help_text=_("Its words are never a hit: where one covers a hit, the longer of the two counts."),
    )  # fmt: skip
    pinyin = forms.BooleanField(
        label=_("Also as pinyin"), required=False, help_text=_("Finds words spelt by their sound: weixin, wei xin.")
    )
    whole_words = forms.BooleanField(
        label=_("Whole words only"), required=False, initial=True,
        help_text=_("“ass” does not hit “class”. Chinese words do not hit across the borders of others."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", __("none")), *REASONS.items()]  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """Words to add, typed or as a file: one on each line, at most two megabytes."""

    words = forms.CharField(
        label=_("Words, one on each line"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Lines that begin with # are left out."),
    )  # fmt: skip
    file = forms.FileField(label=_("Or a text file"), required=False, max_length=200)
    replace = forms.BooleanField(label=_("Replace the words there are"), required=False)

    def clean_file(self) -> str:
        """The file's text."""
        given = self.cleaned_data["file"]
        if not given:
            return ""
        if given.size > 2_000_000:
            raise forms.ValidationError(__("The file is larger than two megabytes. Split it."))
        raw = given.read()
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return str(raw.decode(encoding))
            except UnicodeDecodeError:
                continue
        raise forms.ValidationError(__("The file is not text. Save it as UTF-8."))

    def read(self) -> ReadWords:
        """What can be used of both, and the lines that cannot. The form must be valid."""
        return read_words(f"{self.cleaned_data['words']}\n{self.cleaned_data.get('file') or ''}")


class TryForm(forms.Form):
    """Words to try the rules on."""

    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    text = forms.CharField(label=_("Text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))


class ImportForm(forms.Form):
    """A configuration to read."""

    text = forms.CharField(
        label=_("Configuration"), max_length=400_000, widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        help_text=_("Rules in the grammar of AutoModerator, separated by lines of three hyphens."),
    )  # fmt: skip


class SettingsForm(forms.Form):
    """What a version has been through before it is live."""

    rehearsed_first = forms.BooleanField(label=_("Every version is rehearsed before it is live"), required=False)
    shadow_hours = forms.IntegerField(
        label=_("Hours in shadow before a version is live"), min_value=0, max_value=720,
        help_text=_("Whoever is in a hurry can skip both with a reason."),
    )  # fmt: skip
    ceiling = forms.IntegerField(
        label=_("Ceiling a new rule begins with"), min_value=0, max_value=100_000, help_text=_("Hits in an hour.")
    )


class SwitchForm(forms.Form):
    """A rule is off, in shadow or live from now on."""

    mode = forms.ChoiceField(choices=[("off", ""), ("shadow", ""), ("live", "")])
    why = forms.CharField(max_length=300, required=False)


class UndoForm(forms.Form):
    """Since when a rule's acts are taken back, in the reader's time zone."""

    since = forms.DateTimeField(
        label=_("Everything it did since"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)
