"""Places compared with places like them: difference in differences with a matched pool.

What a place would have done is read from places that went the same way before: the idea of the synthetic control
(A. Abadie, A. Diamond, J. Hainmueller (2010), Journal of the American Statistical Association 105:493-505), simplified
to equal weights, so that anybody can recompute it: effect = change of the exposed − mean change of those like them.
"""

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import fmean, variance

from steward.direction.decisions.comparing.chance import welch
from steward.direction.decisions.comparing.records import Effect

#: How many are pooled, how few are enough, and how far from the exposed one's level they may lie (ratio, either way).
MOST, FEWEST, REACH = 5, 2, 2.0

Steps = Sequence[float | None]


def alike(exposed: Steps, others: Mapping[int, Steps]) -> list[int]:
    """The places whose steps before the decision lie nearest, at most five: by the root of the mean squared distance.

    The distance of whole courses takes in level and trend. All have the same number of steps; a place with an unknown
    step, or with less than half or more than twice the level, is not comparable. Equal distances: the smaller id first.
    """
    own = _known(exposed)
    if own is None:
        return []
    level = fmean(own)
    found: list[tuple[float, int]] = []
    for place, steps in others.items():
        values = _known(steps)
        if values is None or not _near(level, fmean(values)):
            continue
        distance = sqrt(fmean((one - other) ** 2 for one, other in zip(own, values, strict=True)))
        found.append((distance, place))
    return [place for _distance, place in sorted(found)[:MOST]]


def _near(level: float, other: float) -> bool:
    low, high = sorted((abs(level), abs(other)))
    return high <= low * REACH if low else not high


def _known(steps: Steps) -> list[float] | None:
    """The values, None when there is none or one of them is unknown."""
    values = [value for value in steps if value is not None]
    return values if values and len(values) == len(steps) else None


def difference_in_differences(
    exposed: Mapping[int, tuple[Steps, Steps]], pool: Mapping[int, tuple[Steps, Steps]], *, fewest: int = FEWEST
) -> Effect | None:
    """The effect on the exposed places: (steps before, steps after) of each, and of the pool.

    Each step's gap between the mean of the exposed and the mean of the pool is one observation; the effect is how much
    the gap's mean moved. Its range is Welch's, widened by how much more the pool's places differ in their changes than
    their own steps explain: a place may change by itself, and so may the exposed one. None where a step is unknown or
    the pool is smaller than `fewest`.
    """
    gaps, means = [], []
    for side in (0, 1):
        own, theirs = (_mean_course([both[side] for both in group.values()]) for group in (exposed, pool))
        if own is None or theirs is None or len(pool) < fewest:
            return None
        gaps.append([one - other for one, other in zip(own, theirs, strict=True)])
        means.append((fmean(own), fmean(theirs)))
    found = welch(gaps[0], gaps[1], _unrest(list(pool.values())), 1 / len(exposed) + 1 / len(pool), len(pool) - 1)
    return Effect(
        "places", means[0][0], means[1][0], means[1][0] - found.value, found.value, found.low, found.high,
        exposed=len(exposed), compared=len(pool), compared_ids=tuple(sorted(pool)), compared_before=means[0][1],
        compared_after=means[1][1], steps_before=len(gaps[0]), steps_after=len(gaps[1]),
        why="" if found.low is not None else "few_steps",
    )  # fmt: skip


def _unrest(pool: Sequence[tuple[Steps, Steps]]) -> float:
    """The variance of places' own changes beyond what their steps' noise explains, by moments.

    Source: R. DerSimonian, N. Laird (1986), Controlled Clinical Trials 7:177-188.
    """
    sides = [[values for steps in both if (values := _known(steps))] for both in pool]
    if len(pool) < 2 or any(len(values) < 2 for both in sides for values in both):
        return 0.0
    changes = [fmean(after) - fmean(before) for before, after in sides]
    noise = fmean(sum(variance(values) / len(values) for values in both) for both in sides)
    return max(0.0, variance(changes) - noise)


def _mean_course(courses: Sequence[Steps]) -> list[float] | None:
    known = [_known(steps) for steps in courses]
    if not known or any(values is None for values in known):
        return None
    columns = zip(*(values for values in known if values is not None), strict=True)
    return [fmean(column) for column in columns]
