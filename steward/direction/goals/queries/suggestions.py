"""What is offered to who writes a goal: metrics with their value beside them, guardrails that go with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from steward.direction.goals.enums import VIEW
from steward.direction.goals.models import Goal
from steward.direction.goals.queries.baselines import baseline
from steward.direction.goals.queries.metrics import as_typed, format_of, metrics, typed_unit, written
from steward.direction.goals.queries.states import goals_for
from steward.direction.goals.starting import SUGGESTED, USUAL
from steward.foundation.kernel.ruling import require
from steward.people.access.public import SYSTEM, Viewer, allowed
from steward.stream.insights.public import Metric, Scope, measure, today

#: Metrics shown at once, and those shown first.
MOST = 8
FIRST = (
    "weekly_active", "answered_in_a_day", "unanswered_share", "new", "returning", "speakers", "posts", "members",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """A metric to choose; `value` is that of the last 28 days, "" while it was not asked for."""

    metric: Metric
    value: str


@dataclass(frozen=True, slots=True)
class Start:
    """A metric's present value and what would go with it. Values are as they are typed."""

    metric: Metric
    format: str
    unit: str
    baseline: float | int | None
    now: str
    guardrails: list[tuple[Metric, str]]


def offered(viewer: Viewer, words: str, *, values: bool = False) -> list[Offered]:
    """Metrics by words of their name or definition; the usual ones without words. Raises Forbidden."""
    require(allowed(viewer, VIEW))
    known = metrics()
    text = words.strip().casefold()
    found = [one for one in known.values() if text and text in f"{one.key} {one.name} {one.definition}".casefold()]
    found = sorted(found, key=lambda one: text not in one.name.casefold())
    found = (found if text else [known[key] for key in FIRST if key in known])[:MOST]
    answers = {}
    if values and found:
        keys = [one.key for one in found]
        answers = measure(SYSTEM, keys, since=today() - timedelta(days=28), until=today(), series=False)
    return [
        Offered(one, written(answers[one.key].value, format_of(one), typed_word(one)) if one.key in answers else "")
        for one in found
    ]


def typed_word(metric: Metric) -> str:
    """The unit beside a written number; shares and times carry theirs already."""
    return typed_unit(metric) if format_of(metric) == "number" else ""


def start_of(metric: Metric, scope: Scope, *, mode: str, grain: str, days: tuple[date, date]) -> Start:
    """Where a key result on this metric would start from today."""
    form = format_of(metric)
    value = baseline(metric, scope, mode=mode, grain=grain, first=days[0], until=days[1])
    return Start(
        metric, form, typed_unit(metric), as_typed(value, form), written(value, form, typed_word(metric)),
        guardrails_for(metric.key),
    )  # fmt: skip


def guardrails_for(key: str) -> list[tuple[Metric, str]]:
    """Metrics that keep the growth of another honest, each with its bound."""
    known = metrics()
    return [(known[one], bound) for one, bound in SUGGESTED.get(key, USUAL) if one in known and one != key]


def parents_for(viewer: Viewer, goal: Goal | None = None) -> list[Goal]:
    """The goals one may hang another under. One query."""
    rows = goals_for(viewer).filter(state__in=("draft", "active"))
    return [row for row in rows if goal is None or row.pk != goal.pk]


def asked(query: Mapping[str, str]) -> dict[str, str]:
    """The question of a number, from an address: metric, grain, source, channel, segment."""
    return {name: query[name] for name in ("metric", "grain", "source", "channel", "segment") if query.get(name)}
