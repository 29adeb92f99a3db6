"""What each point of a series was expected to be from those before it: robust, for finding what stands out."""

from collections.abc import Sequence

import numpy as np

from steward.foundation.kernel.chance import Interval
from steward.stream.insights.forecasting.series import Floats, as_array, median

#: The level is the median of so many steps (or of two seasons), a place in the season that of so many seasons.
LEVEL, SEASONS = 8, 6
#: Noise is judged from so many surprises before (or so many seasons), and from no fewer than `FEWEST`.
NOISE, NOISE_SEASONS, FEWEST = 26, 6, 6
#: The standard deviation of normal noise is so many times its median absolute deviation.
FROM_MAD = 1.4826
#: The noise of the square root of a count when nothing but chance is at work (Poisson).
CHANCE = 0.5


def expected_band(
    values: Sequence[float | None], season: int, *, z: float = 1.959963984540054, counts: bool = False
) -> list[Interval | None]:
    """For each point the range expected from the points before it; None where these are too few.

    The middle is the median of the last steps, plus the median by which this place in the season lay off its
    surroundings in the seasons before, plus the median of the last surprises; the width `z` times the noise, estimated
    by the median absolute deviation of the last surprises. One outlier therefore moves nothing. `counts` are judged by
    their square root and never more narrowly than chance alone scatters them. 2,000 points take some 10 ms.
    """
    known = as_array(values)
    if not known.size:
        return []
    if counts:
        known = np.sqrt(np.maximum(known, 0))
    season = max(1, season)
    middle = _before(known, max(LEVEL, 2 * season if season <= 12 else 1)) + _off(known, season)
    window = max(NOISE, NOISE_SEASONS * season if season <= 12 else 1)
    surprise = known - middle
    before = _windows(surprise, window)
    enough = np.sum(~np.isnan(before), axis=1) >= FEWEST
    bias = median(before)
    noise = FROM_MAD * median(np.abs(before - bias[:, None]))
    if counts:
        noise = np.maximum(noise, CHANCE)
    middle = middle + bias
    return [
        _interval(at - z * wide, at + z * wide, counts=counts) if fine and not np.isnan(at) else None
        for at, wide, fine in zip(middle.tolist(), noise.tolist(), enough.tolist(), strict=True)
    ]


def _interval(low: float, high: float, *, counts: bool) -> Interval:
    return Interval(max(low, 0.0) ** 2, max(high, 0.0) ** 2) if counts else Interval(low, high)


def _windows(known: Floats, length: int) -> Floats:
    """For each point the `length` values before it, NaN where there are none: points × length."""
    padded = np.concatenate([np.full(length, np.nan), known[:-1]])
    return np.lib.stride_tricks.sliding_window_view(padded, length)


def _before(known: Floats, length: int) -> Floats:
    """The median of the values before each point."""
    return median(_windows(known, length))


def _off(known: Floats, season: int) -> Floats:
    """By how much the place of each point lay off its surroundings in the seasons before; 0 where unknown."""
    if season < 2:
        return np.zeros(len(known))
    half = season // 2
    padded = np.concatenate([np.full(half, np.nan), known, np.full(season - 1 - half, np.nan)])
    rest = known - median(np.lib.stride_tricks.sliding_window_view(padded, season))
    # The surroundings of a point `season` before reach at most to half a season before the point itself.
    earlier = np.full((SEASONS, len(known)), np.nan)
    for back in range(1, SEASONS + 1):
        shift = back * season
        if shift < len(known):
            earlier[back - 1, shift:] = rest[: len(known) - shift]
    return np.nan_to_num(median(earlier.T))
