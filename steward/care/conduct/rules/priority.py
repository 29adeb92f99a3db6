"""What the team looks at first: severity × reach × trust in those who say so."""

from collections import defaultdict
from collections.abc import Iterable
from math import log10

from steward.care.conduct.enums import Source

#: What weighs as much as a report of that weight: the team knows best, a model the least.
WEIGHTS = {Source.TEAM: 6.0, Source.RULE: 3.0, Source.HELD: 1.0, Source.MODEL: 2.0}
#: However bad the record of those who report, what they report is looked at one day.
LEAST_TRUST = 0.25
#: The severity of what no clause speaks of.
UNNAMED = 1


def reach(readers: int) -> float:
    """How many it touches, on a logarithmic scale: 1 for nobody yet, 2 for nine, 3 for 99, 4 for 999."""
    return 1.0 + log10(1 + max(0, readers))


def trust(weights: Iterable[float]) -> float:
    """The summed weight of the signals, never below a floor."""
    return max(LEAST_TRUST, sum(weights))


def priority(severity: int, readers: int, weight: float) -> float:
    """Severity (1–4) × reach × trust. `weight` is the summed weight of the signals."""
    return round(severity * reach(readers) * max(LEAST_TRUST, weight), 3)


def leading_code(codes: Iterable[tuple[str, float]]) -> str:
    """The reason that carries most weight among (code, weight) pairs; "" where none names one, ties by the alphabet."""
    carried: dict[str, float] = defaultdict(float)
    for code, weight in codes:
        if code:
            carried[code] += max(weight, LEAST_TRUST)
    return min(carried, key=lambda code: (-carried[code], code), default="")


#: From these priorities on something is of middling and of high urgency.
MIDDLING, HIGH = 6.0, 24.0


def urgency(value: float) -> str:
    """The band of a priority: "low", "middling" or "high".

    One report by a known member of something light that a hundred have seen is 6; two by regulars of something serious
    are 54.
    """
    if value >= HIGH:
        return "high"
    return "middling" if value >= MIDDLING else "low"
