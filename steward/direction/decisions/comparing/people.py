"""Members compared with members like them: nearest neighbours within strata of tenure and activity.

Source: P. Rosenbaum, D. Rubin (1985), The American Statistician 39:33-38 (matching within strata); the effect is the
mean over pairs of (change of the exposed − change of the other), J. Heckman et al. (1997), Review of Economic Studies
64:605-654 (matched difference in differences).
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from random import Random
from statistics import fmean

from steward.direction.decisions.comparing.chance import paired
from steward.direction.decisions.comparing.records import Effect

#: Upper ends of bands: days since the first activity, activities before.
TENURE, BUSY = (28, 182, 730), (0, 2, 9, 29, 99)
#: Fewer pairs than this say nothing, and would show single members.
FEWEST = 10
#: How far apart (in log(1 + activities)) the two of a pair may be.
REACH = 0.5


@dataclass(frozen=True, slots=True)
class Person:
    """A member before and after: days known at the start, activities before, the number measured before and after."""

    tenure: int
    activity: float
    before: float
    after: float

    @property
    def stratum(self) -> tuple[int, int]:
        """The bands of tenure and activity."""
        return bisect_left(TENURE, self.tenure), bisect_left(BUSY, self.activity)

    @property
    def place(self) -> float:
        """Where it lies within its stratum."""
        return log1p(self.activity)


def pairs(exposed: Mapping[int, Person], others: Mapping[int, Person], seed: int) -> list[tuple[int, int]]:
    """Each exposed member with the nearest free one of the same stratum, where there is one.

    Nobody stands for two. The order of choosing is drawn from `seed`, so that the same decision always gives the same
    pairs; among equally near ones what was measured before decides, then the id.
    """
    strata: dict[tuple[int, int], list[tuple[float, float, int]]] = defaultdict(list)
    for member, person in others.items():
        strata[person.stratum].append((person.place, person.before, member))
    for free in strata.values():
        free.sort()
    turns = sorted(exposed)
    Random(seed).shuffle(turns)  # noqa: S311  (an order that can be repeated, nothing secret)
    found = []
    for member in turns:
        person = exposed[member]
        if (at := _nearest(strata[person.stratum], person)) is not None:
            found.append((member, strata[person.stratum].pop(at)[2]))
    return sorted(found)


def _nearest(free: Sequence[tuple[float, float, int]], person: Person) -> int | None:
    """The position of the nearest within reach."""
    at = bisect_left(free, (person.place, person.before, -1))
    near = [one for one in (at - 1, at) if 0 <= one < len(free)]
    gaps = [(abs(free[one][0] - person.place), abs(free[one][1] - person.before), one) for one in near]
    best = min(gaps, default=None)
    return best[2] if best and best[0] <= REACH else None


def matched_effect(
    exposed: Mapping[int, Person], others: Mapping[int, Person], *, seed: int, steps: tuple[int, int]
) -> Effect | None:
    """The effect on exposed members, for each and step; None with fewer than ten pairs.

    `steps` are the numbers of steps before and after; `Person.before` and `.after` are sums over them.
    """
    matched = pairs(exposed, others, seed)
    if len(matched) < FEWEST:
        return None
    own, theirs = [exposed[one] for one, _other in matched], [others[other] for _one, other in matched]
    changes = [_change(one, steps) - _change(other, steps) for one, other in zip(own, theirs, strict=True)]
    found = paired(changes)
    before, after = _means(own, steps)
    compared_before, compared_after = _means(theirs, steps)
    return Effect(
        "members", before, after, after - found.value, found.value, found.low, found.high, per="member",
        exposed=len(matched), compared=len(matched), compared_before=compared_before, compared_after=compared_after,
        steps_before=steps[0], steps_after=steps[1],
    )  # fmt: skip


def _change(person: Person, steps: tuple[int, int]) -> float:
    return person.after / steps[1] - person.before / steps[0]


def _means(people: Sequence[Person], steps: tuple[int, int]) -> tuple[float, float]:
    return fmean(one.before for one in people) / steps[0], fmean(one.after for one in people) / steps[1]
