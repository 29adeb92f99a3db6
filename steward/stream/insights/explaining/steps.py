"""Which steps of a series are moves: values beyond the range the past and the season allow for."""

from collections.abc import Sequence
from dataclasses import dataclass

from steward.foundation.kernel.chance import Interval


@dataclass(frozen=True, slots=True)
class Step:
    """A value of a series outside its band: its place, the band, and how far beyond in widths of the band."""

    place: int
    expected: Interval
    difference: float
    strength: float


def beyond(
    values: Sequence[float | None], bands: Sequence[Interval | None], noise: Sequence[Interval | None]
) -> list[Step]:
    """The steps whose value lies outside its band and whose own range of chance does not reach into it.

    `noise` is the range of chance around each value (None: none known). Strongest first; then latest first.
    """
    found = []
    for place, (value, band, chance) in enumerate(zip(values, bands, noise, strict=True)):
        if value is None or band is None or band.low <= value <= band.high:
            continue
        if chance is not None and chance.low <= band.high and chance.high >= band.low:
            continue
        middle = (band.low + band.high) / 2
        width = max(band.high - band.low, abs(middle) / 100, 1e-9)
        found.append(Step(place, band, value - middle, abs(value - middle) / width))
    return sorted(found, key=lambda step: (-step.strength, -step.place))
