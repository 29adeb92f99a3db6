"""How far two people who judged the same cases agree beyond chance."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar

Z = 1.959963984540054
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement about `n` things. `kappa` is 1 when all agree and 0 at chance; None where chance explains all.

    `low` and `high` bound it (95 %), None where they cannot be said.
    """

    n: int
    observed: float  # the share on which both said the same (or its weighted mean)
    expected: float  # what chance alone would give
    kappa: float | None
    low: float | None
    high: float | None


def kappa(table: Mapping[tuple[K, K], int], weight: Callable[[K, K], float] | None = None) -> Agreement | None:
    """Cohen's kappa of a table (first, second) → number of cases; None for an empty table.

    Without `weight` only the same answer agrees (Cohen 1960, Educational and Psychological Measurement 20:37-46). With
    it, `weight(first, second)` from 0 to 1 says how far two answers agree (Cohen 1968, Psychological Bulletin
    70:213-220). The interval uses the large-sample variance of Fleiss, Cohen and Everitt (1969, Psychological Bulletin
    72:323-327), cut to -1…1: rough below some thirty cases, and without width where all agree.
    """
    total = sum(table.values())
    if not total:
        return None
    agrees = weight or _same
    share = {pair: count / total for pair, count in table.items() if count}
    first, second = _margins(share)
    observed = sum(part * agrees(*pair) for pair, part in share.items())
    expected = sum(p * q * agrees(one, other) for one, p in first.items() for other, q in second.items())
    if expected >= 1 - 1e-12:
        return Agreement(total, observed, expected, None, None, None)
    value = (observed - expected) / (1 - expected)
    half = Z * sqrt(max(_variance(share, (first, second), agrees, observed, expected), 0) / total)
    return Agreement(total, observed, expected, value, max(value - half, -1.0), min(value + half, 1.0))


def linear(places: Mapping[K, int]) -> Callable[[K, K], float]:
    """Weights for answers in an order: 1 for the same, falling evenly to 0 at the greatest distance there is."""
    width = max(places.values()) - min(places.values()) or 1
    return lambda one, other: 1 - abs(places[one] - places[other]) / width


def about(table: Mapping[tuple[K, K], int], answer: K) -> dict[tuple[bool, bool], int]:
    """The table of one answer against all others (Fleiss 1981, Statistical Methods for Rates and Proportions, 13.1)."""
    found: dict[tuple[bool, bool], int] = defaultdict(int)
    for (first, second), count in table.items():
        found[first == answer, second == answer] += count
    return dict(found)


def _same(one: Hashable, other: Hashable) -> float:
    return 1.0 if one == other else 0.0


def _margins(share: Mapping[tuple[K, K], float]) -> tuple[dict[K, float], dict[K, float]]:
    first: dict[K, float] = defaultdict(float)
    second: dict[K, float] = defaultdict(float)
    for (one, other), part in share.items():
        first[one] += part
        second[other] += part
    return dict(first), dict(second)


def _variance(
    share: Mapping[tuple[K, K], float], margins: tuple[Mapping[K, float], Mapping[K, float]],
    agrees: Callable[[K, K], float], observed: float, expected: float,
) -> float:  # fmt: skip
    """The variance of kappa times n (Fleiss, Cohen and Everitt 1969)."""
    first, second = margins
    rows = {one: sum(q * agrees(one, other) for other, q in second.items()) for one in first}
    columns = {other: sum(p * agrees(one, other) for one, p in first.items()) for other in second}
    spread = sum(
        part * (agrees(one, other) * (1 - expected) - (rows[one] + columns[other]) * (1 - observed)) ** 2
        for (one, other), part in share.items()
    )
    middle = (observed * expected - 2 * expected + observed) ** 2
    return (spread - middle) / (1 - expected) ** 4
