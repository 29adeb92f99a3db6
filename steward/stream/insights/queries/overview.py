"""The overview: how the community is doing, and what moved."""

from datetime import date, timedelta
from math import log

from django.utils.translation import gettext as _

from steward.foundation.ui.formats import duration, number, percent
from steward.people.access.public import Viewer
from steward.stream.insights.engine.window import Scope
from steward.stream.insights.enums import Direction, Grain, Unit
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.queries.answers import Answer, Overview, Sentence
from steward.stream.insights.queries.measure import EVERYBODY, measure
from steward.stream.insights.queries.periods import Compare, compared, today, usual

#: In the order of reading: who is here, who takes part, who comes and goes, what they do, whether they are answered.
OVERVIEW = (
    "members",
    "joined",
    "departed",
    "net",
    "active_members",
    "daily_active",
    "stickiness",
    "new",
    "returning",
    "resurrected",
    "dormant",
    "posts",
    "comments",
    "reactions",
    "interaction_rate",
    "first_response",
    "answered_in_a_day",
    "unanswered_share",
)
MOST_SENTENCES = 6


def overview(
    viewer: Viewer,
    *,
    since: date | None = None,
    until: date | None = None,
    scope: Scope = EVERYBODY,
    compare: Compare = "previous",
    grain: Grain | None = None,
) -> Overview:
    """The metrics of `OVERVIEW` and what moved beyond chance. Without days: the last 28 whole ones."""
    if since is None or until is None:
        since, until = usual(today())
    answers = measure(viewer, OVERVIEW, since=since, until=until, scope=scope, compare=compare, grain=grain)
    judged = answers | _settled(viewer, answers, compare)
    sentences = [sentence for answer in judged.values() if (sentence := _sentence(answer))]
    sentences.sort(key=lambda sentence: -_strength(judged[sentence.key]))
    return Overview(since, until, compared(since, until, compare), answers, tuple(sentences[:MOST_SENTENCES]))


def _settled(viewer: Viewer, answers: dict[str, Answer], compare: Compare) -> dict[str, Answer]:
    """Metrics that settle within a day, over days that have all had it: both periods a day earlier."""
    day = timedelta(days=1)
    found: dict[str, Answer] = {}
    for key, answer in answers.items():
        if answer.metric.settles != 1 or not answer.whole.settling:
            continue
        earlier = (compare[0] - day, compare[1] - day) if isinstance(compare, tuple) else compare
        since, until = answer.since - day, answer.until - day
        found |= measure(viewer, [key], since=since, until=until, scope=answer.scope, compare=earlier, series=False)
    return found


def _sentence(answer: Answer) -> Sentence | None:
    change = answer.change
    if change is None or not change.beyond_chance or answer.whole.settling or answer.incomplete:
        return None
    if answer.value is None or change.before.value is None or not change.difference:
        return None
    rose = change.difference > 0
    now, before = told(answer.metric, answer.value), told(answer.metric, change.before.value)
    if now == before:
        return None
    text = _("%(name)s rose from %(before)s to %(now)s.") if rose else _("%(name)s fell from %(before)s to %(now)s.")
    good = None
    if answer.metric.direction is not Direction.NONE:
        good = rose == (answer.metric.direction is Direction.HIGHER)
    return Sentence(answer.metric.key, text % {"name": answer.metric.name, "before": before, "now": now}, good)


def told(metric: Metric, value: float | None) -> str:
    """A value the way its unit is written; "—" for what is unknown."""
    if metric.unit is Unit.SHARE:
        return percent(value, 1 if value is not None and 0 < value < 0.1 else 0)
    if metric.unit is Unit.SECONDS:
        return duration(value)
    places = 2 if metric.unit is Unit.INDEX else 0 if value is not None and float(value).is_integer() else 1
    return number(value, places)


def _strength(answer: Answer) -> float:
    """How strongly something moved: the logarithm of its ratio, either way."""
    before = answer.change.before.value if answer.change else None
    if not before or not answer.value:
        return 9.0
    return abs(log(answer.value / before))
