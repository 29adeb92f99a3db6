"""The rolling-origin back-test: every candidate forecasts from several past moments, knowing nothing of what came."""

from dataclasses import dataclass

import numpy as np

from steward.stream.insights.forecasting.answers import Method
from steward.stream.insights.forecasting.series import Bounds, Floats, naive_scale
from steward.stream.insights.forecasting.simple import repeated, trend
from steward.stream.insights.forecasting.smoothing import smoothed

#: From so many past moments forecasts are made, where the history is long enough.
TRIES = 24
#: Held back at most this part of the history.
HELD = 0.5
#: Fewest values a candidate may learn from.
LEAST = 4


@dataclass(frozen=True, slots=True)
class Contest:
    """What each candidate said: `paths[method]` is origins × horizon, its last row the forecast from now."""

    paths: dict[Method, Floats]
    actual: Floats  # origins × horizon, NaN where not known; without the row of now
    scale: float

    def error(self, method: Method) -> float | None:
        """MASE over all past origins and leads."""
        misses = self.misses(method)
        if np.all(np.isnan(misses)):
            return None
        miss = float(np.nanmean(np.abs(misses)))
        return miss / self.scale if self.scale else 0.0 if miss < 1e-9 else None

    def misses(self, method: Method) -> Floats:
        """Actual minus forecast, origins × horizon."""
        return np.asarray(self.actual - self.paths[method][:-1])


def held_back(length: int, season: int, horizon: int, tries: int = TRIES) -> tuple[list[int], int]:
    """The past origins, rising, and how many steps ahead each is judged; no origins where nothing can be held back."""
    seasonal = min(2 * season, length - max(2, season // 2)) if season > 1 else 0
    least = max(LEAST, seasonal, int(length * (1 - HELD)))
    judged = max(1, min(horizon, (length - least) // 2 or 1))
    last = length - 1
    if last < least:
        return [], judged
    places = np.linspace(least, last, min(tries, last - least + 1))
    return sorted({int(place) for place in np.round(places)}), judged


def compete(known: Floats, season: int, horizon: int, bounds: Bounds) -> Contest:
    """All candidates from all origins and from now."""
    length = len(known)
    origins, judged = held_back(length, season, horizon)
    moments = [*origins, length]
    paths = {
        Method.NAIVE: repeated(known, season, moments, horizon),
        Method.TREND: trend(known, season, moments, horizon),
        Method.SMOOTHING: smoothed(known, season, moments, horizon, bounds),
    }
    paths[Method.COMBINED] = np.median(np.stack(list(paths.values())), axis=0)
    ahead = np.full(length + horizon, np.nan)
    ahead[:length] = known
    actual = np.array([ahead[origin : origin + horizon] for origin in origins]).reshape(len(origins), horizon)
    actual[:, judged:] = np.nan
    clipped = {method: bounds.clip(path) for method, path in paths.items()}
    return Contest(clipped, actual, naive_scale(known, season))
