"""The two periods a change is between, cut the way the metric counts."""

from datetime import date, timedelta
from fractions import Fraction

from steward.stream.insights.engine.window import Window, next_month
from steward.stream.insights.enums import Grain, Headline
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.queries.cells import Span


def span(metric: Metric, since: date, until: date, today: date) -> Span:
    """What `Measuring.whole` reads for a period, and what one counted row adds to the value there."""
    if metric.headline is Headline.MEAN:
        return _mean_of_steps(metric, since, until, today)
    window = Window(since, until)
    if metric.per_day:
        return Span(window, Fraction(1, max(1, (min(until, today + timedelta(days=1)) - since).days)))
    return Span(window)


def _mean_of_steps(metric: Metric, since: date, until: date, today: date) -> Span:
    grain = metric.default_grain
    steps = Window(since, until, grain).aligned().steps()
    inside = [step for step in steps if step.starts >= since and step.ends <= min(until, today)] or steps
    return Span(Window(inside[0].starts, inside[-1].ends, grain), Fraction(1, len(inside)))


def grain_of(since: date, until: date) -> Grain | None:
    """The step a period is, None when it is not one."""
    if (until - since).days == 1:
        return Grain.DAY
    if since.day == 1 and until == next_month(since):
        return Grain.MONTH
    week = Window(since, until, Grain.WEEK)
    return Grain.WEEK if (until - since).days == 7 and week.start_of(since) == since else None


def preceding(since: date, until: date) -> tuple[date, date]:
    """The step before, or as many days before."""
    if grain_of(since, until) is Grain.MONTH:
        return (since - timedelta(days=1)).replace(day=1), since
    return since - (until - since), since
