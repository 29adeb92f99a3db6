"""Where a key result starts from, and what last year's seasons looked like: read once, when terms are written."""

from datetime import date, timedelta
from statistics import median

from steward.direction.goals.engine.lines import shape_of_levels, shape_of_sums
from steward.direction.goals.enums import Mode, TargetLine
from steward.direction.goals.models import KeyResult
from steward.direction.goals.queries.lake import Ask, Lake
from steward.direction.goals.queries.metrics import grain_of, metrics, shape_of
from steward.stream.insights.enums import Grain
from steward.stream.insights.public import Metric, Scope, Window, today

#: Whole steps whose middle value a level starts from: one alone is too much chance.
BEFORE = 4
#: 52 weeks: the same weekdays a year before.
YEAR = timedelta(days=364)


def baseline(metric: Metric, scope: Scope, *, mode: str, grain: str, first: date, until: date) -> float | None:
    """The value before a goal's first day: the middle of the last four whole steps, or that of as many days before.

    A day to come is replaced by today, so that a goal may be written ahead.
    """
    first = min(first, today())
    lake = Lake()
    if mode == Mode.PERIOD:
        return lake.answer(Ask(metric.key, scope, first - (until - first) if until > first else first, first)).value
    cut = grain_of(metric, grain)
    days = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 31}[cut]
    settled = first - timedelta(days=metric.settles)
    answer = lake.answer(Ask(metric.key, scope, settled - timedelta(days=(BEFORE + 1) * days), settled, cut))
    whole = [point.value for point in answer.series if point.ends <= settled and point.value is not None]
    return median(whole[-BEFORE:]) if whole else None


def season_of(part: KeyResult, lake: Lake, scope: Scope) -> list[float]:
    """Last year's shape for a seasonal line; empty, and the line straight, where last year cannot say."""
    metric = metrics().get(part.metric)
    if part.line != TargetLine.SEASONAL or metric is None:
        return []
    since, until = part.goal.first_day - YEAR, part.goal.until - YEAR
    grain = grain_of(metric, part.grain)
    if part.mode == Mode.PERIOD:
        if not shape_of(metric).adds:
            return []
        cut = Grain.DAY if Grain.DAY in metric.grains else grain
        inside = [
            point for point in lake.answer(Ask(metric.key, scope, since, until, cut)).series if point.ends <= until
        ]
        return list(shape_of_sums([point.value for point in inside]))
    start = Window(since, until, grain).aligned().earlier
    series = lake.answer(Ask(metric.key, scope, start, until, grain)).series
    return list(shape_of_levels([point.value for point in series if point.ends <= until]))
