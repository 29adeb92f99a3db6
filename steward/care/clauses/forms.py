"""What the team types: a clause in every language, the terms of an edition."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from steward.care.clauses.enums import MOST_DAYS, NOTICE_DAYS, REASONS, Level, Severity
from steward.care.clauses.records import ClauseNow, Example, Words
from steward.care.clauses.rules import LONGEST_KEY, LONGEST_TEXT, LONGEST_TITLE, languages


class ClauseForm(forms.Form):
    """A clause: `key` only for a new one, `reason` until it is published; texts and examples for each language."""

    key = forms.CharField(
        label=pgettext_lazy("of a clause", "Key"), max_length=LONGEST_KEY,
        help_text=_("Its address and its name in decisions, for ever: small letters, digits, hyphens."),
    )  # fmt: skip
    reason = forms.ChoiceField(
        label=pgettext_lazy("of a clause", "Reason"), choices=tuple(REASONS.items()),
        help_text=_("What members report for and decisions are counted by."),
    )  # fmt: skip
    severity = forms.TypedChoiceField(
        label=_("Severity"), choices=Severity.choices, coerce=int, initial=Severity.MODERATE,
        help_text=_("Graver matters come first in the queue."),
    )  # fmt: skip
    least = forms.ChoiceField(label=_("Mildest sanction"), choices=Level.choices, initial=Level.REMIND)
    most = forms.ChoiceField(label=_("Hardest sanction"), choices=Level.choices, initial=Level.MUTE)

    def __init__(self, *args: Any, is_new: bool = True, reason_open: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["key"]
        if not reason_open:
            del self.fields["reason"]
        for code in languages():
            self._ask_in(code)

    def _ask_in(self, code: str) -> None:
        lines = _("One example in each line, made up or anonymised.")
        self.fields[f"title_{code}"] = forms.CharField(
            label=pgettext_lazy("of a clause", "Title"), max_length=LONGEST_TITLE, required=False
        )
        self.fields[f"text_{code}"] = forms.CharField(
            label=_("Text"), max_length=LONGEST_TEXT, required=False, widget=_area(8), help_text=_("Markdown.")
        )
        self.fields[f"fine_{code}"] = forms.CharField(
            label=_("Examples of what is fine"), required=False, widget=_area(3), help_text=lines
        )
        self.fields[f"broken_{code}"] = forms.CharField(
            label=_("Examples of what breaks it"), required=False, widget=_area(3), help_text=lines
        )
        for name in ("title", "text", "fine", "broken"):
            self.fields[f"{name}_{code}"].widget.attrs["lang"] = code

    def columns(self) -> list[tuple[str, list[forms.BoundField]]]:
        """For each language its own name and its fields."""
        names = dict(settings.LANGUAGES)
        return [
            (str(names[code]), [self[f"{name}_{code}"] for name in ("title", "text", "fine", "broken")])
            for code in languages()
        ]

    def terms(self) -> list[forms.BoundField]:
        """The fields that are the same in every language."""
        return [self[name] for name in ("key", "reason", "severity", "least", "most") if name in self.fields]

    def words(self) -> Words:
        """The cleaned values as the actions take them."""
        data = self.cleaned_data
        examples = tuple(
            Example(code, name == "fine", line)
            for name in ("fine", "broken")
            for code in languages()
            for line in data[f"{name}_{code}"].splitlines()
        )
        return Words(
            {code: data[f"title_{code}"] for code in languages()},
            {code: data[f"text_{code}"] for code in languages()},
            examples, data["severity"], data["least"], data["most"],
        )  # fmt: skip

    @staticmethod
    def values_of(clause: ClauseNow) -> dict[str, Any]:
        """The values of a clause for the form's `initial`."""
        found: dict[str, Any] = {name: getattr(clause, name) for name in ("reason", "severity", "least", "most")}
        for code in languages():
            found[f"title_{code}"], found[f"text_{code}"] = clause.titles.get(code, ""), clause.texts.get(code, "")
            for name, fine in (("fine", True), ("broken", False)):
                lines = (one.text for one in clause.examples if one.language == code and one.fine == fine)
                found[f"{name}_{code}"] = "\n".join(lines)
        return found


class EditionForm(forms.Form):
    """The terms under which a draft becomes an edition."""

    notice_days = forms.IntegerField(
        label=_("Days of notice"), min_value=0, max_value=MOST_DAYS, initial=NOTICE_DAYS,
        help_text=_("Members are told at once; after so many days it comes into force. 0: at once."),
    )  # fmt: skip
    material = forms.BooleanField(
        label=_("Everybody has to accept it"), required=False, initial=True,
        help_text=_(
            "Tick it when something changes that matters. From the day it binds, who has not accepted can read but not "
            "write."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        for code in languages():
            self.fields[f"note_{code}"] = forms.CharField(
                label=format_lazy("{} · {}", _("Note to members"), names[code]), max_length=LONGEST_TEXT,
                required=False, widget=_area(5),
            )  # fmt: skip
            self.fields[f"note_{code}"].widget.attrs["lang"] = code

    def terms(self) -> dict[str, Any]:
        """The cleaned values as `publish_edition` takes them."""
        data = self.cleaned_data
        notes = {code: data[f"note_{code}"] for code in languages()}
        return {"notice_days": data["notice_days"], "material": data["material"], "notes": notes}


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "spellcheck": "true"})
