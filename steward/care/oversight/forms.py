"""What is typed, and asked for in addresses, in oversight."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from steward.care.conduct.enums import Level
from steward.care.oversight.enums import FINDERS, LONGEST
from steward.care.oversight.queries.log import Asked

_ANY = ("", pgettext_lazy("a filter", "any"))


class LogForm(forms.Form):
    """What the public log is narrowed to. Everything that cannot be read is no limit."""

    clause = forms.ChoiceField(label=_("Clause"), required=False)
    level = forms.ChoiceField(
        label=pgettext_lazy("a filter", "Decision"),
        required=False,
        choices=[_ANY, *[one for one in Level.choices if one[0] != Level.NONE]],
    )
    finder = forms.ChoiceField(label=_("Found by"), required=False, choices=[_ANY, *FINDERS.items()])
    state = forms.ChoiceField(
        label=_("What became of it"),
        required=False,
        choices=[
            _ANY,
            ("standing", pgettext_lazy("a decision", "stands")),
            ("overturned", pgettext_lazy("a decision", "overturned")),
            ("redacted", pgettext_lazy("an entry", "redacted")),
        ],
    )
    since = forms.DateField(
        label=pgettext_lazy("a day", "From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=pgettext_lazy("a day", "To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, clauses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [_ANY, *clauses]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """The limits that could be read."""
        self.is_valid()
        return Asked(**self.cleaned_data)


class RedactForm(forms.Form):
    """Why an entry is not shown."""

    reason = forms.CharField(
        label=pgettext_lazy("of a decision", "Reason"),
        help_text=_("Everybody reads it in the entry's place, so it names nobody."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LookForm(forms.Form):
    """What one would have decided."""

    level = forms.ChoiceField(label=_("What you would have done"), choices=Level.choices)
    clause = forms.ChoiceField(label=_("The clause it breaks"), required=False)
    note = forms.CharField(
        label=_("Why"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The other reads it when you talk about it."),
    )  # fmt: skip

    def __init__(self, *args: Any, clauses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [("", pgettext_lazy("a clause", "none")), *clauses]  # type: ignore[attr-defined]


class ConclusionForm(forms.Form):
    """What came of talking about a disagreement."""

    conclusion = forms.CharField(
        label=_("What you came to"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class PublishForm(forms.Form):
    """What the team says about a report."""

    words = forms.CharField(
        label=_("What the team says about it"),
        help_text=_("What was difficult, what changes. Shown above the numbers."),
        required=False,
        max_length=4 * LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class NoteForm(forms.Form):
    """What one's numbers do not say."""

    words = forms.CharField(
        label=_("What the numbers do not say"),
        help_text=_("Leads read it beside the numbers: illness, a hard week, work that is counted nowhere."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OpennessForm(forms.Form):
    """What the log shows, and when to rest."""

    members_named = forms.BooleanField(
        label=_("Name the members"),
        help_text=_("Whom a decision was about. Without it the log names nobody, which protects people."),
        required=False,
    )
    disturbing_minutes = forms.IntegerField(
        label=_("Minutes a day with disturbing content"),
        help_text=_("Beyond them a team mate is told gently to take a break."),
        min_value=5,
        max_value=24 * 60,
    )
