"""The range of chance around a rate: what every page says beside a share of few cases."""

from dataclasses import dataclass
from math import sqrt

#: The normal quantile of 95 %, two-sided.
Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Interval:
    """The range of chance (95 %) around a value."""

    low: float
    high: float


def wilson(hits: float, size: float) -> Interval | None:
    """Wilson's score interval of a rate at 95 %; None without a denominator.

    Source: E. B. Wilson (1927), "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22:209-212; as method 3 of R. G. Newcombe (1998), Statistics in Medicine
    17:857-872.
    """
    if size <= 0:
        return None
    share = hits / size
    middle = share + Z * Z / (2 * size)
    half = Z * sqrt(share * (1 - share) / size + Z * Z / (4 * size * size))
    scale = 1 + Z * Z / size
    return Interval(max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale))


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many. `value` and `interval` are None where there is nothing to divide by."""

    hits: int
    size: int

    @property
    def value(self) -> float | None:
        """From 0 to 1."""
        return self.hits / self.size if self.size else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's score interval, 95 % (Wilson 1927, Journal of the American Statistical Association 22:209-212)."""
        return wilson(self.hits, self.size)

    @property
    def low(self) -> float | None:
        """The lower end of the interval."""
        return self.interval.low if self.interval else None

    @property
    def high(self) -> float | None:
        """The upper end of the interval."""
        return self.interval.high if self.interval else None
