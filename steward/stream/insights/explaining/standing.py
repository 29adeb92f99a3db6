"""When a few parts explain a change, and when it is spread evenly.

If nothing in particular happened, every part would shrink (or grow) in proportion: a part that held a tenth before
would make a tenth of the change. A set of at most three parts, each contributing more than its proportion, *explains*
a change when

1. together they make at least half of it (`HALF`);
2. they cover at least a third of what separates their proportion from everything: κ = (share − base) / (1 − base) ≥ ⅓.
   This is Cohen's kappa with proportional change in the place of chance (J. Cohen 1960, Educational and Psychological
   Measurement 20:37-46): a channel that held 60 % and makes 65 % of a loss explains nothing; and they lie at
   least a fifth above their proportion, so that what is nearly everything does not explain either;
3. proportional change would not have done it: with the change as n units drawn from the parts by their bases, the share
   lies more than 1.96 standard deviations, √(base · (1 − base) / n), above the base. For a rate, n is the difference
   times the mean denominator.

The smallest such set is taken: one part before two, two before three. A part that was not there before has the base 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from steward.foundation.kernel.chance import Z
from steward.stream.insights.explaining.parts import Share, Whole

MOST_PARTS = 3
HALF = Fraction(1, 2)
LEAST_KAPPA, LEAST_LIFT = Fraction(1, 3), Fraction(1, 5)


@dataclass(frozen=True, slots=True)
class Standing:
    """Parts that explain: their contribution together, their share of the difference, and how far beyond their base."""

    parts: tuple[Share, ...]
    contribution: Fraction
    share: Fraction
    kappa: Fraction


def standing_out(shares: Sequence[Share], whole: Whole) -> Standing | None:
    """The few parts that explain a difference; None when it is spread."""
    difference = whole.difference
    if not difference or len(shares) < 2:
        return None
    candidates = [one for one in shares if one.contribution / difference > max(one.base, Fraction(0))]
    candidates.sort(key=lambda one: (-one.contribution / difference, one.base, str(one.key)))
    for count in range(1, MOST_PARTS + 1):
        found = _judged(candidates[:count], difference, _units(whole))
        if found:
            return found
    return None


def _judged(parts: Sequence[Share], difference: Fraction, units: float) -> Standing | None:
    contribution = sum((part.contribution for part in parts), Fraction(0))
    base = sum((part.base for part in parts), Fraction(0))
    share = contribution / difference
    if share < HALF or base >= 1:
        return None
    kappa = (share - base) / (1 - base)
    spread = sqrt(float(base * (1 - base)) / max(units, 1e-9))
    if kappa < LEAST_KAPPA or share - base < LEAST_LIFT or float(share - base) <= Z * spread:
        return None
    return Standing(tuple(parts), contribution, share, kappa)


def _units(whole: Whole) -> float:
    """How many units changed: what is counted, or cases of a rate."""
    assert whole.difference is not None
    size = (whole.bottom0 + whole.bottom1) / 2 if whole.is_rate else 1
    return abs(float(whole.difference * size))
