"""What is typed about plans and reports."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steward.direction.reports.actions.edit_report import Edit
from steward.direction.reports.actions.plan_reports import LAST_MONTH_DAY, LONGEST_HOLD, Wanted
from steward.direction.reports.enums import CALENDARS, VIEW, Period, Style
from steward.direction.reports.models import ReportPlan
from steward.direction.reports.records import Reading, Said
from steward.direction.reports.rules.addresses import parse_addresses, write_addresses
from steward.direction.reports.rules.windows import impossible
from steward.direction.reports.typesetting.plain import passage_markdown
from steward.foundation.kernel.clock import LAST_DAY
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import TEAM, Role, accounts_with
from steward.people.accounts.public import Account
from steward.people.community.public import community

_WEEKDAYS = [
    (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")), (5, _("Saturday")),
    (6, _("Sunday")),
]  # fmt: skip


class PlanForm(forms.Form):
    """A plan of reports."""

    period = forms.ChoiceField(label=_("Which report"), choices=Period.choices)
    style = forms.ChoiceField(label=_("House style"), choices=Style.choices, widget=forms.RadioSelect)
    hour = forms.TypedChoiceField(
        label=_("At what hour"), coerce=int, choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        help_text=_("By the community's clock."),
    )  # fmt: skip
    weekday = forms.TypedChoiceField(
        label=_("On which day of the week"),
        coerce=int,
        choices=_WEEKDAYS,
        help_text=_("For weekly reports; they cover the week before, from Monday on."),
    )
    month_day = forms.IntegerField(
        label=_("On which day of the month"),
        min_value=1,
        max_value=LAST_MONTH_DAY,
        help_text=_("For monthly reports; they cover the month before."),
    )
    same_day = forms.BooleanField(
        label=_("A daily report covers the day itself so far"),
        required=False,
        help_text=_("For a report at the end of the day. Otherwise it covers the days before."),
    )
    workdays_only = forms.BooleanField(
        label=_("Only on workdays"),
        required=False,
        help_text=_("What falls on a day off comes on the next workday and covers the days between."),
    )
    calendar = forms.ChoiceField(label=_("Which days are workdays"), choices=CALENDARS, required=False)
    hold_hours = forms.IntegerField(
        label=_("Stays a draft for so many hours"),
        min_value=0,
        max_value=LONGEST_HOLD,
        help_text=_("In this time it can be edited or held back; then it goes out. 0 sends it at once."),
    )
    roles = forms.MultipleChoiceField(
        label=_("To everybody in these roles"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(role.value, role.label) for role in Role if role in TEAM],
    )  # fmt: skip
    accounts = forms.TypedMultipleChoiceField(
        label=_("And to these team mates"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    addresses = forms.CharField(
        label=_("And to these mail addresses outside the team"), required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line, perhaps with a language: boss@example.org zh. They get all the report says."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = Account.objects.filter(pk__in=accounts_with(VIEW)).order_by("pk")
        self.fields["accounts"].choices = [(one.pk, one.display_name) for one in team]  # type: ignore[attr-defined]

    def clean_addresses(self) -> list[list[str]]:
        """[address, language] for each line."""
        try:
            return parse_addresses(self.cleaned_data["addresses"], community().language)
        except Invalid as problem:
            raise forms.ValidationError(list(problem.errors.values())) from problem

    @property
    def wanted(self) -> Wanted:
        """The plan that was typed."""
        return Wanted(**self.cleaned_data)


def typed(plan: ReportPlan) -> dict[str, Any]:
    """A plan as the form's initial values."""
    values = {name: getattr(plan, name) for name in PlanForm.base_fields if name not in {"accounts", "addresses"}}
    return values | {
        "accounts": [account.pk for account in plan.accounts.all()], "addresses": write_addresses(plan.addresses),
    }  # fmt: skip


class WriteForm(forms.Form):
    """A report to be written now."""

    period = forms.ChoiceField(label=_("Which report"), choices=Period.choices)
    style = forms.ChoiceField(label=_("House style"), choices=Style.choices)
    since = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave both empty for the last whole day, week or month."),
    )
    until = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        """Both days or none, in order."""
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if bool(since) != bool(until):
            raise forms.ValidationError(_("Give both days, or none."))
        if since and until and (why := impossible(since, min(until, LAST_DAY) + timedelta(days=1))):
            raise forms.ValidationError(why)
        return values

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day that were typed, None for the usual ones."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        return (since, until) if since and until else None


def edit_of(posted: Mapping[str, Any], seen: Reading) -> Edit:
    """What was changed on the page of one language: texts that differ from those there, order, what is left out."""
    passages = [one for chapter in seen.chapters for one in chapter.passages]
    texts = {}
    for one in passages:
        text = _clean(posted.get(f"text-{one.id}"))
        if f"own-{one.id}" in posted:
            texts[one.id, seen.language] = ""
        elif text is not None and text != _clean(field_text(one)):
            texts[one.id, seen.language] = text
    order = sorted(passages, key=lambda one: (_number(posted.get(f"place-{one.id}")), passages.index(one)))
    hidden = frozenset(one.id for one in passages if f"shown-{one.id}" not in posted)
    return Edit({seen.language: _clean(posted.get("note")) or ""}, texts, [one.id for one in order], hidden)


def field_text(one: Said) -> str:
    """What stands in the field of a passage: a person's words, or its own as Markdown."""
    return one.text if one.is_edited else passage_markdown(one)


def _clean(text: Any) -> str | None:
    return None if text is None else str(text).replace("\r\n", "\n").strip()


def _number(text: Any) -> int:
    return int(text) if str(text or "").isdecimal() else 0
