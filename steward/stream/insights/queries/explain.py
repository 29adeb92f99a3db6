"""`explain`: why a number is what it is and not what it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from operator import attrgetter

from django.utils.translation import gettext as _

from steward.foundation.kernel.chance import Interval
from steward.foundation.kernel.contracts import Done
from steward.people.access.public import Viewer
from steward.stream.insights.engine.window import Scope
from steward.stream.insights.explaining.answers import Part
from steward.stream.insights.explaining.parts import Share, split
from steward.stream.insights.explaining.pooling import OTHERS
from steward.stream.insights.explaining.standing import Standing
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.queries.answers import Answer, Point
from steward.stream.insights.queries.bands import banded, outside
from steward.stream.insights.queries.deeds import deeds
from steward.stream.insights.queries.measure import EVERYBODY, measure
from steward.stream.insights.queries.moves import good_of
from steward.stream.insights.queries.spans import grain_of, preceding
from steward.stream.insights.queries.taken_apart import DIMENSIONS, Apart, taken_apart
from steward.stream.insights.queries.wording import Story, sentences

#: The cross table shows so many corners; the others are one line.
MOST_CORNERS = 12


@dataclass(frozen=True, slots=True)
class Explanation:
    """A metric over some days, the same over the days before, and what the difference is made of.

    `parts` by dimension ("who", "channel", "kind", "segment"; those with more than one part): each adds up to
    `difference`; so does `cross`, the largest corners of all dimensions with the rest as its last line. Both are empty
    where the metric cannot be taken apart; `whole` then says why. `expected` is the range that past and season allowed
    for (None where there is too little past, or the days are no day, week or month). `beyond_noise`: outside of it, or,
    without it, beyond chance. `sentences` are two, in the active language. `unexplained`: it moved beyond noise, and
    neither a few parts nor anything the team did stands out.
    """

    metric: Metric
    scope: Scope
    since: date
    until: date
    earlier: tuple[date, date]
    now: Point
    before: Point
    expected: Interval | None
    beyond_noise: bool
    difference: float | None
    good: bool | None = None
    parts: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    cross: tuple[Part, ...] = ()
    deeds: tuple[Done, ...] = ()
    sentences: tuple[str, ...] = ()
    unexplained: bool = False
    whole: str = ""


def explain(
    viewer: Viewer,
    key: str,
    *,
    since: date,
    until: date,
    before: tuple[date, date] | None = None,
    scope: Scope = EVERYBODY,
) -> Explanation:
    """Why a metric moved from the days `before` (the step or as many days before `since`) to `since`..`until`.

    `until` is the day after the last one. Needs `insights.view`. Raises `UnknownMetric`, `BadPeriod`.
    """
    earlier = before or preceding(since, until)
    answer = measure(viewer, [key], since=since, until=until, scope=scope, compare=earlier, series=False)[key]
    expected, beyond = _noise(viewer, answer)
    apart = taken_apart(viewer, answer, earlier)
    done = deeds(viewer, since, until)
    story = _story(answer, expected, apart, done, beyond=beyond)
    return Explanation(
        metric=answer.metric, scope=scope, since=since, until=until, earlier=earlier, now=story.now,
        before=story.before, expected=expected, beyond_noise=beyond,
        difference=answer.change.difference if answer.change else None,
        good=good_of(answer.metric, answer.change.difference if answer.change else None),
        parts=_parts(apart, story), cross=_corners(apart), deeds=done, sentences=sentences(story),
        unexplained=beyond and story.standing is None and not story.heavy, whole=apart.why,
    )  # fmt: skip


def _noise(viewer: Viewer, answer: Answer) -> tuple[Interval | None, bool]:
    """The range of past and season for a day, a week or a month, and whether the value lies beyond noise."""
    chance = bool(answer.change and answer.change.beyond_chance)
    grain = grain_of(answer.since, answer.until)
    if answer.metric.is_table or grain is None or grain not in answer.metric.grains:
        return None, chance
    settles = timedelta(days=answer.metric.settles)
    past, bands = banded(viewer, answer.metric.key, scope=answer.scope, grain=grain, asof=answer.until + settles)
    place = next((at for at, point in enumerate(past.points) if point.starts == answer.since), None)
    if place is None or bands[place] is None:
        return None, chance
    return bands[place], any(step.place == place for step in outside(answer.metric, past.points, bands))


def _story(answer: Answer, expected: Interval | None, apart: Apart, done: Sequence[Done], *, beyond: bool) -> Story:
    before = answer.change.before if answer.change else replace(answer.whole, value=None)
    return Story(
        metric=answer.metric, now=answer.whole, before=before, expected=expected, beyond_noise=beyond,
        whole=apart.whole, standing=apart.standing, names=apart.standing_names, cells=apart.cells, deeds=done,
    )  # fmt: skip


def _parts(apart: Apart, story: Story) -> dict[str, tuple[Part, ...]]:
    dimension, standing = story.standing or ("", None)
    found = {}
    for name in DIMENSIONS:
        shares = apart.shares.get(name, [])
        if len(shares) > 1:
            stands = standing if name == dimension else None
            found[name] = tuple(_part(apart, share, (name,), stands) for share in shares)
    return found


def _part(apart: Apart, share: Share, names: Sequence[str], standing: Standing | None = None) -> Part:
    assert apart.whole is not None
    key = share.key if isinstance(share.key, tuple) else (share.key,)
    difference = apart.whole.difference
    return Part(
        label=" · ".join(apart.label(name, value) for name, value in zip(names, key, strict=True)),
        before=None if share.before is None else float(share.before),
        now=None if share.now is None else float(share.now),
        contribution=float(share.contribution),
        share_of_change=float(share.contribution / difference) if difference else None,
        mix=float(share.mix), rate=float(share.rate), explains=bool(standing and share in standing.parts),
        pooled=OTHERS in key, keys=dict(zip(names, key, strict=True)),
    )  # fmt: skip


def _corners(apart: Apart) -> tuple[Part, ...]:
    """The largest corners; everything else is one line, so that they add up."""
    names = [name for name in DIMENSIONS if len(apart.shares.get(name, [])) > 1]
    if len(names) < 2 or apart.whole is None:
        return ()
    corner, whole = attrgetter(*names), apart.whole
    shares = split(apart.corners, corner, is_rate=whole.is_rate, scale=whole.scale, most=MOST_CORNERS)
    shown = {share.key for share in shares}
    parts = [_part(apart, share, names) for share in shares]
    rest = split(apart.corners, lambda cell: corner(cell) in shown, is_rate=whole.is_rate, scale=whole.scale)
    others = [replace(_part(apart, share, ("rest",)), label=_("everything else")) for share in rest if not share.key]
    return tuple(parts + others)
