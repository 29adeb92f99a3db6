"""Exact decompositions of a difference: contributions that add up to it, whatever the cells are grouped by.

**Counts.** A cell's contribution is its value now minus its value before.

**Rates.** A rate is R = ΣN / ΣD. With w = D of the cell ÷ ΣD, r = N ÷ D of the cell, and R̄ the mean of both rates, a
cell contributes (w₁r₁ − w₀r₀) − R̄(w₁ − w₀). The second term adds up to nothing over all cells; without it a cell whose
rate is exactly the community's would seem to move it by growing. The contribution is the sum of

- the *mix effect*, Δw · (r̄ − R̄): the cell weighs more or less than before, and is better or worse than the whole;
- the *rate effect*, w̄ · Δr: the cell itself became better or worse.

Source: E. M. Kitagawa (1955), "Components of a difference between two rates", Journal of the American Statistical
Association 50:1168-1194; P. Das Gupta (1993), "Standardization and decomposition of rates", US Bureau of the Census
P23-186. A cell that is there in one period only has the same rate in both, so that all of it is mix.

Everything is linear in N and D, so any grouping of cells adds up, and fractions keep it exact.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm


@dataclass(frozen=True, slots=True)
class Cell:
    """One corner of the community: how much of the metric it had before (0) and has now (1).

    `top` is a count, or the numerator of a rate; `bottom` its denominator (0 for counts), both as counted: see `Scale`.
    `channel`, `segment` are ids (None: none known), `who` and `kind` words. `people` are its distinct members in either
    period.
    """

    who: str
    channel: int | None
    segment: int | None
    kind: str
    top0: int
    top1: int
    bottom0: int = 0
    bottom1: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """What one counted thing adds to the value (or to the numerator): 1, or 1 ÷ steps where steps are averaged."""

    before: Fraction = Fraction(1)
    now: Fraction = Fraction(1)


ONE = Scale()


@dataclass(frozen=True, slots=True)
class Share:
    """A group of cells in the decomposition. `before` and `now` are its own values, None where it has none.

    `base` is its share of the whole before, from 0 to 1: of the value, or of the denominator of a rate.
    """

    key: Hashable
    before: Fraction | None
    now: Fraction | None
    contribution: Fraction
    mix: Fraction
    rate: Fraction
    base: Fraction
    people: int


@dataclass(frozen=True, slots=True)
class Whole:
    """The totals of all cells."""

    top0: Fraction
    top1: Fraction
    bottom0: Fraction
    bottom1: Fraction
    is_rate: bool
    scale: Scale = ONE

    @property
    def before(self) -> Fraction | None:
        """The value before, None for a rate of nothing."""
        return _value(self.top0, self.bottom0, self.is_rate)

    @property
    def now(self) -> Fraction | None:
        """The value now."""
        return _value(self.top1, self.bottom1, self.is_rate)

    @property
    def difference(self) -> Fraction | None:
        """Now minus before, None where either is unknown."""
        return None if self.before is None or self.now is None else self.now - self.before


def whole_of(cells: Iterable[Cell], *, is_rate: bool, scale: Scale = ONE) -> Whole:
    """The totals of cells."""
    return Whole(*_sums(cells, scale), is_rate=is_rate, scale=scale)


def split(
    cells: Sequence[Cell], by: Callable[[Cell], Hashable], *, is_rate: bool, scale: Scale = ONE, most: int | None = None
) -> list[Share]:
    """The difference by groups, largest contribution (of either sign) first; contributions add up exactly.

    Only the first `most` of them, where that is given. A rate that is unknown in one of the periods cannot be split:
    the empty list.
    """
    whole = whole_of(cells, is_rate=is_rate, scale=scale)
    if whole.difference is None:
        return []
    groups: dict[Hashable, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(by(cell), []).append(cell)
    order = _order(whole)
    ranked = sorted((*order(group), str(key), at) for at, (key, group) in enumerate(groups.items()))[:most]
    found = list(groups.items())
    return [_share(*found[at], whole) for *_rank, at in ranked]


def _order(whole: Whole) -> Callable[[Sequence[Cell]], tuple[int, int]]:
    """How groups are ranked: by contribution, then by base, in whole numbers over one denominator.

    Fractions for thousands of groups of which a dozen are shown would cost more than finding the cells.
    """
    least = _weights(whole)
    denominator = lcm(*(weight.denominator for weight in least))
    now, before, more, fewer = (int(weight * denominator) for weight in least)
    sign = 1 if whole.top0 > 0 else -1 if whole.top0 < 0 else 0

    def order(cells: Sequence[Cell]) -> tuple[int, int]:
        top0, top1, bottom0, bottom1 = _counts(cells)
        contribution = top1 * now - top0 * before - bottom1 * more + bottom0 * fewer
        return -abs(contribution), -bottom0 if whole.is_rate else -top0 * sign

    return order


def _weights(whole: Whole) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """What one counted now and before, in numerator and denominator, adds to a contribution."""
    if not whole.is_rate:
        return whole.scale.now, whole.scale.before, Fraction(0), Fraction(0)
    assert whole.before is not None
    assert whole.now is not None
    middle = (whole.before + whole.now) / 2
    return (
        whole.scale.now / whole.bottom1, whole.scale.before / whole.bottom0,
        middle / whole.bottom1, middle / whole.bottom0,
    )  # fmt: skip


def _share(key: Hashable, cells: Sequence[Cell], whole: Whole) -> Share:
    top0, top1, bottom0, bottom1 = _sums(cells, whole.scale)
    people = sum(cell.people for cell in cells)
    if not whole.is_rate:
        base = top0 / whole.top0 if whole.top0 else Fraction(0)
        return Share(key, top0, top1, top1 - top0, Fraction(0), top1 - top0, base, people)
    assert whole.before is not None
    assert whole.now is not None
    middle = (whole.before + whole.now) / 2
    weight0, weight1 = bottom0 / whole.bottom0, bottom1 / whole.bottom1
    contribution = top1 / whole.bottom1 - top0 / whole.bottom0 - middle * (weight1 - weight0)
    rate0, rate1 = _value(top0, bottom0, rate=True), _value(top1, bottom1, rate=True)
    known = [rate for rate in (rate0, rate1) if rate is not None]
    mix = (weight1 - weight0) * (sum(known, Fraction(0)) / len(known) - middle) if known else Fraction(0)
    return Share(key, rate0, rate1, contribution, mix, contribution - mix, weight0, people)


def _sums(cells: Iterable[Cell], scale: Scale) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    top0, top1, bottom0, bottom1 = _counts(cells)
    return top0 * scale.before, top1 * scale.now, Fraction(bottom0), Fraction(bottom1)


def _counts(cells: Iterable[Cell]) -> tuple[int, int, int, int]:
    top0 = top1 = bottom0 = bottom1 = 0
    for cell in cells:
        top0 += cell.top0
        top1 += cell.top1
        bottom0 += cell.bottom0
        bottom1 += cell.bottom1
    return top0, top1, bottom0, bottom1


def _value(top: Fraction, bottom: Fraction, rate: bool) -> Fraction | None:  # noqa: FBT001
    if not rate:
        return top
    return top / bottom if bottom else None
