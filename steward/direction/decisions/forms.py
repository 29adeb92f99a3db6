"""What the team types into decisions."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from steward.direction.decisions.enums import LINE, LONGEST, VIEW, Exposure, Kind
from steward.direction.decisions.queries.metrics import choosable, metric_named, scope_in
from steward.foundation.kernel.contracts import Purposes
from steward.foundation.kernel.registry import items
from steward.people.access.public import Viewer, accounts_with
from steward.people.accounts.public import Account
from steward.people.members.public import segments
from steward.stream.activity.public import Channel, Source
from steward.stream.insights.enums import Grain, Unit
from steward.stream.insights.public import Metric

_EXPECTED = re.compile(r"(?P<sign>[+\-−±]?)\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>%|％|s|min|h|d|)", re.ASCII)
_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400, "": 1}
_WIDE = str.maketrans("０１２３４５６７８９．＋－，", "0123456789.+-,")


def parse_expectation(text: str, metric: Metric) -> tuple[float | None, float | None]:
    """(value, change) from what was typed: "100", "+10 %", "-20%", of a share "20 %", of a time "3 h".

    With a sign and a per cent it is a change of the value before. Raises ValueError.
    """
    found = _EXPECTED.fullmatch(text.strip().translate(_WIDE))
    if found is None:
        raise ValueError(text)
    number = float(found["number"].replace(",", ""))
    is_percent, sign = found["unit"] in {"%", "％"}, found["sign"]
    if is_percent and sign:
        return None, number / 100 * (-1 if sign in "-−" else 1)
    if sign and sign != "+":
        number = -number
    if metric.unit is Unit.SHARE:
        return number / 100 if is_percent else number, None
    if is_percent:
        raise ValueError(text)
    return number * (_SECONDS[found["unit"]] if metric.unit is Unit.SECONDS else 1), None


def expectation_of(form: forms.Form, field: str, metric: Metric | None) -> dict[str, float | None]:
    """What was typed as arguments of an action; an error at the field where it cannot be read."""
    text = form.cleaned_data.get(field) or ""
    if not text or metric is None:
        return {"expected": None, "expected_change": None}
    try:
        value, change = parse_expectation(text, metric)
    except ValueError:
        form.add_error(field, _now("Write a value (100) or a change (+10 %, -5 %)."))
        return {}
    return {"expected": value, "expected_change": change}


class DayInput(forms.DateInput):
    """A day, as browsers ask for it."""

    input_type = "date"

    def format_value(self, value: Any) -> str:
        """As browsers read it, in any language."""
        return value.isoformat() if isinstance(value, date) else str(value or "")


_DAY = DayInput()


class ResolutionForm(forms.Form):
    """A decision about a number."""

    kind = forms.ChoiceField(
        label=_("What we do"),
        widget=forms.RadioSelect,
        choices=[
            (Kind.ACT, _("Act: we change something and expect an effect")),
            (Kind.WATCH, _("Watch: we look again on a day")),
            (Kind.ACCEPT, _("Accept: it is all right as it is")),
        ],
    )
    statement = forms.CharField(
        label=_("What we decide"), max_length=LINE, help_text=_("One sentence. It is read again on the day.")
    )
    metric = forms.ChoiceField(label=_("About which number"))
    source = forms.TypedChoiceField(label=_("Source"), required=False, coerce=int, empty_value=None)
    channel = forms.TypedChoiceField(label=_("Channel"), required=False, coerce=int, empty_value=None)
    segment = forms.TypedChoiceField(label=_("Segment of members"), required=False, coerce=int, empty_value=None)
    touched = forms.ChoiceField(
        label=_("Whom it touches"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("part", _("Only the channel, source or segment chosen above: its effect is compared with others like it")),
            ("everybody", _("Everybody: there is nobody to compare with, only before and after")),
        ],
    )
    since = forms.DateField(label=_("Looked at from"), widget=_DAY)
    last = forms.DateField(label=pgettext_lazy("about a number", "to"), widget=_DAY)
    grain = forms.ChoiceField(
        label=_("Counted"),
        required=False,
        choices=[("", _("as the number usually is")), ("day", _("by day")), ("week", _("by week")),
                 ("month", _("by month"))],
    )  # fmt: skip
    expected = forms.CharField(
        label=_("What we expect"), required=False, max_length=40,
        help_text=_("The value after it (100) or a change (+10 %). Whether it worked is judged by this."),
    )  # fmt: skip
    starts = forms.DateField(label=_("Takes effect on"), widget=_DAY)
    due = forms.DateField(
        label=_("Measured, or looked at again, on"), required=False, widget=_DAY,
        help_text=_("At least one whole step after it takes effect; several make the answer surer."),
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("What we know about it"), required=False, max_length=LONGEST,
        help_text=_("Kept as it reads now."), widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=int, empty_value=None)
    goals = forms.TypedMultipleChoiceField(
        label=_("Goals it serves"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    tasks = forms.CharField(
        label=_("First tasks"), required=False, help_text=_("One to a line. They are made together with the decision."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("metric", [(one.key, one.name) for one in choosable()], blank=False)
        self._choose("source", list(Source.objects.order_by("name").values_list("pk", "name")))
        channels = Channel.objects.order_by("source__name", "name").values_list("pk", "name", "source__name")
        self._choose("channel", [(pk, f"{source} · {name}") for pk, name, source in channels])
        shown = segments() if viewer.can("members.view") else []
        self._choose("segment", [(one.pk, one.name) for one in shown])
        self._choose("owner", owners())
        goals = [goal for one in items("purposes") for goal in _choices(one, viewer)]
        self._choose("goals", goals, blank=False)
        if not goals:
            del self.fields["goals"]

    def _choose(self, name: str, choices: Sequence[tuple[Any, Any]], *, blank: bool = True) -> None:
        field: Any = self.fields[name]
        field.choices = [("", _("—")), *choices] if blank else choices

    def clean(self) -> dict[str, Any]:
        """Read the expectation in the metric's unit."""
        data: dict[str, Any] = super().clean() or {}
        wanted = expectation_of(self, "expected", metric_named(data.get("metric", "")))
        data["wanted"] = wanted
        return data

    def arguments(self) -> dict[str, Any]:
        """What was typed, as arguments of `resolve`."""
        data = self.cleaned_data
        wanted: dict[str, Any] = data["wanted"]
        scope = scope_in(data["source"], data["channel"])
        return {
            "kind": data["kind"], "metric": data["metric"], "statement": data["statement"], "since": data["since"],
            "until": data["last"] + timedelta(days=1), "scope": scope, "grain": Grain(data["grain"]).value
            if data["grain"] else "", "evidence": data["evidence"], "reason": data["reason"], "starts": data["starts"],
            "due": data["due"], "owner_id": data["owner"], "goals": data.get("goals") or (),
            "tasks": data["tasks"].splitlines(),
        } | wanted | self._exposure()  # fmt: skip

    def _exposure(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data["segment"]:
            return {"exposure": Exposure.MEMBERS, "exposed": [data["segment"]]}
        if data["touched"] == "part" and data["channel"]:
            return {"exposure": Exposure.CHANNELS, "exposed": [data["channel"]]}
        if data["touched"] == "part" and data["source"]:
            return {"exposure": Exposure.SOURCES, "exposed": [data["source"]]}
        return {"exposure": Exposure.EVERYBODY, "exposed": []}


class ReviseForm(forms.Form):
    """Changing a decision."""

    statement = forms.CharField(label=_("What we decide"), max_length=LINE)
    expected = forms.CharField(label=_("What we expect"), required=False, max_length=40)
    due = forms.DateField(label=_("Measured, or looked at again, on"), required=False, widget=_DAY)
    owner = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=int, empty_value=None)
    reason = forms.CharField(
        label=_("Why we decided so"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    why = forms.CharField(
        label=_("Why it is changed"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept beside what it said before."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, settled: bool = False, metric: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.choices = [("", _("—")), *owners()]
        self._metric = metric
        if settled:
            del self.fields["expected"]

    def clean(self) -> dict[str, Any]:
        """Read the expectation in the metric's unit, where it was touched."""
        data: dict[str, Any] = super().clean() or {}
        if "expected" in self.fields and "expected" in self.changed_data:
            data["wanted"] = expectation_of(self, "expected", metric_named(self._metric))
        return data

    def arguments(self) -> dict[str, Any]:
        """What was typed, as arguments of `revise`."""
        data = self.cleaned_data
        kept = {name: data[name] for name in ("statement", "reason", "due", "why", "version")}
        wanted: dict[str, Any] = data.get("wanted", {})
        return kept | {"owner_id": data["owner"]} | wanted


class MeasureForm(forms.Form):
    """A value by hand."""

    value = forms.CharField(label=_("The value now"), max_length=40)


class LessonForm(forms.Form):
    """The conclusion."""

    lesson = forms.CharField(
        label=_("What we learned"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


def owners() -> Sequence[tuple[Any, Any]]:
    """Team mates who can see decisions, by name."""
    mates = Account.objects.filter(pk__in=accounts_with(VIEW))
    return sorted(((mate.pk, mate.display_name) for mate in mates), key=lambda one: (one[1].casefold(), one[0]))


def _choices(purposes: Purposes, viewer: Viewer) -> list[tuple[int, str]]:
    return [(one.id, one.title) for one in purposes.choices(viewer)]
