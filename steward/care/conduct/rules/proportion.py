"""Whether a judgement is in proportion to how comparable cases were decided. Pure."""

from collections.abc import Mapping

from steward.care.conduct.enums import WEIGHT, Level

#: Fewer comparable cases than this say nothing.
ENOUGH = 3
#: Judging further away than this from the usual level asks for a reason.
NEAR = 1
#: From so many earlier sanctions on, cases are compared as one group.
BANDS = 3


def band(earlier: int) -> int:
    """The group of cases one with so many earlier sanctions is compared with: 0, 1, 2, or 3 and more."""
    return min(earlier, BANDS)


def usual_level(counts: Mapping[str, int]) -> str:
    """The median of the levels comparable cases got, the milder of two; "" where there are too few.

    The median, because one harsh judgement does not change what is usual.
    """
    total = sum(counts.values())
    if total < ENOUGH:
        return ""
    middle, seen = (total + 1) // 2, 0
    for level in sorted(counts, key=lambda one: WEIGHT[Level(one)]):
        seen += counts[level]
        if seen >= middle:
            return level
    raise AssertionError("the counts add up")


def distance(level: str, usual: str) -> int:
    """How many levels lie between them; 0 where nothing is usual."""
    return abs(WEIGHT[Level(level)] - WEIGHT[Level(usual)]) if usual else 0


def outside(level: str, least: str, most: str) -> bool:
    """Whether a level is not within a clause's range."""
    return not WEIGHT[Level(least)] <= WEIGHT[Level(level)] <= WEIGHT[Level(most)]


def asks_reason(level: str, usual: str, least: str, most: str) -> bool:
    """Whether this level wants a reason: outside the clause's range, or far from the usual. NONE never does."""
    return level != Level.NONE and (outside(level, least, most) or distance(level, usual) > NEAR)
