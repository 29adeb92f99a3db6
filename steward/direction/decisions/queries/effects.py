"""What came of a decision, from the lake: the strongest comparison its exposure allows.

These functions read a lot; they belong in jobs and before transactions, never inside one.
"""

from dataclasses import replace
from datetime import date

from steward.direction.decisions.comparing.before import Foreseen, against_forecast, before_after
from steward.direction.decisions.comparing.people import Person, matched_effect, pairs
from steward.direction.decisions.comparing.places import alike, difference_in_differences
from steward.direction.decisions.comparing.records import Effect
from steward.direction.decisions.enums import Exposure
from steward.direction.decisions.models import Resolution
from steward.direction.decisions.queries.metrics import exposed_members, place_scope, scope_of
from steward.direction.decisions.rules import Windows
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import Viewer
from steward.stream.activity.public import Source
from steward.stream.insights.enums import Grain
from steward.stream.insights.public import MemberCount, Scope, counted_per_member, forecast, measure, member_counts

#: So many places, the nearest in size, are looked at for matches.
MOST_CANDIDATES = 12
#: Members are matched by what they did at all where the metric is no sum over members.
ANY = "active_members"

Course = tuple[list[float | None], list[float | None]]


def effect_of(viewer: Viewer, resolution: Resolution, days: Windows) -> Effect:
    """The effect, by the first way that is possible: members like them, places like it, the forecast, before/after."""
    found, lack = None, ""
    if resolution.exposure == Exposure.MEMBERS:
        found, lack = members_effect(viewer, resolution, days, set(exposed_members(resolution))), "no_members_alike"
    elif resolution.exposure in {Exposure.CHANNELS, Exposure.SOURCES}:
        found, lack = _places(viewer, resolution, days), "no_places_alike"
    if found is not None:
        return found
    plain = _before(viewer, resolution, days)
    return replace(plain, why=lack or plain.why)


def steps(viewer: Viewer, key: str, scope: Scope, grain: Grain, days: tuple[date, date]) -> list[float | None]:
    """The values of whole steps; None is unknown."""
    answer = measure(viewer, [key], since=days[0], until=days[1], scope=scope, grain=grain)[key]
    return [point.value for point in answer.series]


def mean_of_steps(viewer: Viewer, key: str, scope: Scope, grain: Grain, days: tuple[date, date]) -> float | None:
    """The mean of the known values of the steps."""
    values = [value for value in steps(viewer, key, scope, grain, days) if value is not None]
    return sum(values) / len(values) if values else None


def _course(viewer: Viewer, key: str, scope: Scope, days: Windows) -> Course:
    return (
        steps(viewer, key, scope, days.grain, days.before),
        steps(viewer, key, scope, days.grain, days.after),
    )


def _places(viewer: Viewer, resolution: Resolution, days: Windows) -> Effect | None:
    """Difference in differences against places that went the same way."""
    plain, key = place_scope(resolution.scope), resolution.metric
    exposed = {one: narrowed(plain, resolution.exposure, one) for one in resolution.exposed}
    others = _candidates(viewer, resolution, days)
    pasts = {one: steps(viewer, key, scope, days.grain, days.matched) for one, scope in (exposed | others).items()}
    near = {one for place in exposed for one in alike(pasts[place], {other: pasts[other] for other in others})}
    return difference_in_differences(
        {one: _course(viewer, key, scope, days) for one, scope in exposed.items()},
        {one: _course(viewer, key, others[one], days) for one in sorted(near)},
    )


def narrowed(scope: Scope, exposure: str, place: int) -> Scope:
    """The scope of one channel or one source."""
    if exposure == Exposure.CHANNELS:
        return replace(scope, sources=(), channels=(place,), segment=None)
    return replace(scope, sources=(place,), channels=(), segment=None)


def _candidates(viewer: Viewer, resolution: Resolution, days: Windows) -> dict[int, Scope]:
    """The places nearest in size before the decision."""
    plain = place_scope(resolution.scope)
    if resolution.exposure == Exposure.SOURCES:
        found = list(Source.objects.exclude(pk__in=resolution.exposed).order_by("pk").values_list("pk", flat=True))
        return {one: narrowed(plain, resolution.exposure, one) for one in found[:MOST_CANDIDATES]}
    since, until = days.matched
    rows = measure(viewer, ["by_channel"], since=since, until=until)["by_channel"].rows
    sizes = {row["channel"]: row["n"] for row in rows}
    own = [sizes.get(one, 0) for one in resolution.exposed]
    level = sum(own) / max(1, len(own))
    near = sorted((abs(sizes[one] - level), one) for one in sizes if one not in resolution.exposed)
    return {one: narrowed(plain, resolution.exposure, one) for _gap, one in near[:MOST_CANDIDATES]}


def members_effect(viewer: Viewer, resolution: Resolution, days: Windows, chosen: set[int]) -> Effect | None:
    """The effect on the chosen members: one by one where the metric is a sum over them, else as two groups."""
    single = counted_per_member(resolution.metric, days.grain)
    key = resolution.metric if single else ANY
    scope = place_scope(resolution.scope)

    def counts(span: tuple[date, date]) -> dict[int, MemberCount]:
        return member_counts(viewer, key, since=span[0], until=span[1], grain=days.grain, scope=scope)

    before = counts(days.before)
    after = counts(days.after) if single else {}
    people = {
        member: Person(one.tenure, one.n, one.value, after[member].value if member in after else 0)
        for member, one in before.items()
    }
    exposed = {member: person for member, person in people.items() if member in chosen}
    others = {member: person for member, person in people.items() if member not in chosen}
    if single:
        return matched_effect(exposed, others, seed=resolution.pk, steps=days.steps)
    return _groups(viewer, resolution, days, pairs(exposed, others, resolution.pk))


def _groups(viewer: Viewer, resolution: Resolution, days: Windows, found: list[tuple[int, int]]) -> Effect | None:
    """The metric of the exposed as a group against that of the members like them, step by step."""
    sides = [tuple(sorted(pair[side] for pair in found)) for side in (0, 1)]
    if not found:
        return None
    plain = place_scope(resolution.scope)
    own, theirs = (_course(viewer, resolution.metric, replace(plain, segment=side), days) for side in sides)
    effect = difference_in_differences({0: own}, {0: theirs}, fewest=1)
    if effect is None:
        return None
    return replace(effect, method="members", exposed=len(found), compared=len(found), compared_ids=())


def _before(viewer: Viewer, resolution: Resolution, days: Windows) -> Effect:
    """Against the forecast made from what was known then, or plainly before and after."""
    scope, key = scope_of(resolution), resolution.metric
    before, after = ([one for one in side if one is not None] for side in _course(viewer, key, scope, days))
    expected, method = _foreseen(viewer, key, scope, days)
    whole = len(after) == days.steps[1]
    return (against_forecast(before, after, expected, method) if whole else None) or before_after(before, after)


def _foreseen(viewer: Viewer, key: str, scope: Scope, days: Windows) -> tuple[list[Foreseen], str]:
    """The steps after the decision as they were to be expected before it; none where there was too little past."""
    since, until = days.after
    try:
        told = forecast(viewer, key, scope=scope, grain=days.grain, until=until, asof=days.before[1])
    except Invalid:
        return [], ""
    points = [point for point in told.points if since <= point.starts and point.ends <= until]
    ranges = [
        (point.value, point.interval.low, point.interval.high)
        for point in points if point.value is not None and point.interval
    ]  # fmt: skip
    return ranges, told.method
