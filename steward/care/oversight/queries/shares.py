"""Shares with their range of chance, made of counts."""

from dataclasses import dataclass

from steward.foundation.kernel.chance import Interval, wilson


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
