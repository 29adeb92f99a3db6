"""Key results and guardrails. Shares are typed in percent, times in hours."""

import re
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from steward.direction.goals.enums import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    STALE_DAYS,
    TOLERANCE,
    Bound,
    Judge,
    Mode,
    TargetLine,
    Way,
)
from steward.direction.goals.forms.goal import text_area
from steward.direction.goals.models import Guardrail, KeyResult
from steward.direction.goals.queries.metrics import as_typed, format_of, metrics, scale_of
from steward.direction.goals.queries.people import team
from steward.direction.goals.records import GuardrailValues, KeyResultValues, Measure
from steward.people.members.public import segments
from steward.stream.activity.enums import Kind
from steward.stream.activity.public import Channel, Source

_STEP = re.compile(r"^\s*(\d{4}-\d\d-\d\d)\s*[:,=\s]\s*(-?\d+(?:\.\d+)?)\s*%?\s*$")


class MeasureForm(forms.Form):
    """A metric and the part of the community it is asked for."""

    metric = forms.ChoiceField(label=_("Metric"))
    source = forms.TypedChoiceField(label=_("Source"), required=False, coerce=int, empty_value=None)
    channel = forms.TypedChoiceField(label=_("Channel"), required=False, coerce=int, empty_value=None)
    segment = forms.TypedChoiceField(label=_("Segment"), required=False, coerce=int, empty_value=None)
    kinds = forms.MultipleChoiceField(
        label=_("Only these kinds of activity"), required=False, choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    grain = forms.ChoiceField(
        label=_("Read by"), required=False,
        choices=[("", _("its own step")), ("day", _("day")), ("week", _("week")), ("month", _("month"))],
    )  # fmt: skip

    #: Fields below "More".
    more: tuple[str, ...] = ("source", "channel", "segment", "grain", "kinds")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._choose("metric", [("", _("choose a metric")), *((one.key, one.name) for one in metrics().values())])
        everywhere = [("", _("everywhere"))]
        self._choose("source", everywhere + list(Source.objects.order_by("name").values_list("pk", "name")))
        rows = Channel.objects.select_related("source").order_by("source__name", "name")
        self._choose("channel", everywhere + [(row.pk, f"{row.source.name} · {row.name}") for row in rows])
        self._choose("segment", [("", _("everybody")), *((row.pk, row.name) for row in segments())])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def format(self) -> str:
        """How values of the chosen metric are written."""
        return format_of(metrics().get(self.cleaned_data.get("metric") or ""))

    def measure(self) -> Measure:
        """What was chosen."""
        told = self.cleaned_data
        return Measure(
            metric=told.get("metric") or "", grain=told.get("grain") or "", segment=told.get("segment"),
            sources=(told["source"],) if told.get("source") else (),
            channels=(told["channel"],) if told.get("channel") else (), kinds=tuple(told.get("kinds") or ()),
        )  # fmt: skip

    def typed(self, name: str) -> float | None:
        """A typed number in the metric's own unit."""
        value = self.cleaned_data.get(name)
        return None if value is None else float(value) * scale_of(self.format)

    def main_fields(self) -> list[forms.BoundField]:
        """The fields one needs."""
        return [field for field in self.visible_fields() if field.name not in self.more]

    def more_fields(self) -> list[forms.BoundField]:
        """The fields one may leave alone."""
        return [field for field in self.visible_fields() if field.name in self.more]

    @staticmethod
    def measure_initial(part: KeyResult | Guardrail) -> dict[str, Any]:
        """What is there already."""
        first = {"source": part.sources, "channel": part.channels}
        return {name: ids[0] if ids else None for name, ids in first.items()} | {
            "metric": part.metric, "segment": part.segment, "grain": part.grain, "kinds": part.kinds,
        }  # fmt: skip


class KeyResultForm(MeasureForm):
    """From where to where, by which line, judged how."""

    title = forms.CharField(
        label=pgettext_lazy("a key result", "In your own words"), required=False, max_length=LONGEST_TITLE,
        help_text=_("Left out, it is called as its metric is. What no metric counts is typed at each check-in."),
    )  # fmt: skip
    baseline = forms.FloatField(
        label=pgettext_lazy("a key result", "From"), required=False,
        help_text=_("Left out, it is read: the middle of the last four whole steps, or the period before."),
    )  # fmt: skip
    target = forms.FloatField(label=pgettext_lazy("a key result", "To"))
    mode = forms.ChoiceField(label=_("What is read"), choices=Mode.choices, required=False)
    way = forms.ChoiceField(label=_("Direction"), required=False, choices=[("", _("as the metric says")), *Way.choices])
    unit = forms.CharField(label=_("Unit"), required=False, max_length=40, help_text=_("Of a value that is typed."))
    line = forms.ChoiceField(label=_("Target line"), choices=TargetLine.choices, required=False)
    points = forms.CharField(
        label=_("Steps"), required=False, widget=text_area(3),
        help_text=_("Of a line in steps: one in each line, a day and a value: 2026-10-31 100"),
    )  # fmt: skip
    judge = forms.ChoiceField(label=_("Judged by"), choices=Judge.choices, required=False)
    tolerance = forms.FloatField(
        label=_("Still on the line within (percent)"), required=False, min_value=0, max_value=100,
        help_text=_("How far behind the line the last reading may be."),
    )  # fmt: skip
    owner = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=int, empty_value=None)
    weight = forms.IntegerField(label=_("Weight"), required=False, min_value=1, max_value=10)
    stale_days = forms.IntegerField(
        label=_("Remind when a typed value is older than (days)"), required=False, min_value=1, max_value=366
    )
    reason = forms.CharField(
        label=_("Why the terms change"), required=False, max_length=LONGEST_TEXT, widget=text_area(2),
        help_text=_("Everybody who reads the goal sees it: “the goalposts were moved on …”."),
    )  # fmt: skip
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    more = (
        "source", "channel", "segment", "grain", "kinds", "mode", "way", "unit", "line", "points", "judge", "tolerance",
        "owner", "weight", "stale_days", "title",
    )  # fmt: skip
    field_order = ("metric", "baseline", "target", "reason", *more)

    def __init__(self, *given: Any, under_way: bool = False, **named: Any) -> None:
        """Under way the metric stays and a reason is asked for."""
        super().__init__(*given, **named)
        self.fields["metric"].required = False
        self._choose("metric", [("", _("none: it is typed")), *((one.key, one.name) for one in metrics().values())])
        asks = {"hx-get": reverse_lazy("goals-metric"), "hx-trigger": "change", "hx-target": "#metric-note"}
        self.fields["metric"].widget.attrs.update(asks | {"hx-include": "closest form", "hx-swap": "outerHTML"})
        self._choose("owner", [("", _("the goal's owner")), *team()])
        if not under_way:
            del self.fields["reason"]

    def clean_points(self) -> tuple[tuple[date, float], ...]:
        """The steps of a line, one from each line of text."""
        points = []
        for text in self.cleaned_data["points"].splitlines():
            if not text.strip():
                continue
            found = _STEP.match(text)
            try:
                points.append((date.fromisoformat(found[1]), float(found[2])) if found else (date.max, 0.0))
            except ValueError:
                points.append((date.max, 0.0))
        if any(day == date.max for day, _value in points):
            raise forms.ValidationError(_("Write a day and a value in each line, like 2026-10-31 100."))
        return tuple(points)

    def values(self) -> KeyResultValues:
        """What was typed."""
        told, scale = self.cleaned_data, scale_of(self.format)
        return KeyResultValues(
            measure=self.measure(), target=self.typed("target") or 0.0, baseline=self.typed("baseline"),
            title=told["title"], unit=told["unit"], mode=told["mode"] or "last", way=told["way"],
            line=told["line"] or "straight", points=tuple((day, value * scale) for day, value in told["points"]),
            judge=told["judge"] or "forecast", owner_id=told["owner"], weight=told["weight"] or 1,
            tolerance=TOLERANCE if told["tolerance"] is None else told["tolerance"] / 100,
            stale_days=told["stale_days"] or STALE_DAYS,
        )  # fmt: skip

    @classmethod
    def initial_of(cls, part: KeyResult) -> dict[str, Any]:
        """What is there already."""
        form = format_of(metrics().get(part.metric))
        names = ("title", "mode", "way", "unit", "line", "judge", "weight", "stale_days")
        points = "\n".join(f"{day} {as_typed(value, form)}" for day, value in part.points)
        return cls.measure_initial(part) | {name: getattr(part, name) for name in names} | {
            "baseline": as_typed(part.baseline, form), "target": as_typed(part.target, form), "points": points,
            "tolerance": as_typed(part.tolerance, "percent"), "owner": part.owner_id, "revision": part.goal.revision,
        }  # fmt: skip


class GuardrailForm(MeasureForm):
    """At most, or at least, so much of a metric."""

    bound = forms.ChoiceField(label=_("Bound"), choices=Bound.choices)
    limit = forms.FloatField(label=_("Limit"), help_text=_("Shares in percent, times in hours."))
    title = forms.CharField(
        label=pgettext_lazy("a key result", "In your own words"), required=False, max_length=LONGEST_TITLE
    )
    reason = forms.CharField(
        label=_("Why the bound changes"), required=False, max_length=LONGEST_TEXT, widget=text_area(2),
        help_text=_("Everybody who reads the goal sees it: “the goalposts were moved on …”."),
    )  # fmt: skip
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    more = ("source", "channel", "segment", "grain", "kinds", "title")
    field_order = ("metric", "bound", "limit", "reason", *more)

    def __init__(self, *given: Any, under_way: bool = False, **named: Any) -> None:
        """Under way a reason is asked for."""
        super().__init__(*given, **named)
        if not under_way:
            del self.fields["reason"]

    def values(self) -> GuardrailValues:
        """What was typed."""
        told = self.cleaned_data
        return GuardrailValues(
            measure=self.measure(), limit=self.typed("limit") or 0.0, bound=told["bound"], title=told["title"]
        )

    @classmethod
    def initial_of(cls, part: Guardrail) -> dict[str, Any]:
        """What is there already."""
        form = format_of(metrics().get(part.metric))
        told = {"bound": part.bound, "limit": as_typed(part.limit, form), "title": part.title}
        return cls.measure_initial(part) | told | {"revision": part.goal.revision}
