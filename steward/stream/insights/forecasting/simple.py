"""Candidates that need no fitting: the last season again, and a robust trend."""

import numpy as np

from steward.stream.insights.forecasting.series import Floats, filled, median

#: The robust trend looks back over so many seasons, and over at least and at most so many steps.
TREND_SEASONS, TREND_LEAST, TREND_MOST = 6, 16, 112
#: Each further step of a trend counts so much of the step before (a trend that goes on for ever is rarely right).
DAMPING = 0.9


def repeated(known: Floats, season: int, origins: list[int], horizon: int) -> Floats:
    """The last season again (without a season the last value), from each origin: origins × horizon."""
    whole = filled(known, season)
    ahead = np.arange(horizon) % season
    return np.stack([whole[origin - season : origin][ahead] for origin in origins])


def trend(known: Floats, season: int, origins: list[int], horizon: int) -> Floats:
    """Median level with a Theil-Sen slope and the medians of each place in the season: origins × horizon.

    Source: P. K. Sen (1968), "Estimates of the regression coefficient based on Kendall's tau", Journal of the American
    Statistical Association 63:1379-1389; the damping is Gardner & McKenzie's (1985).
    """
    return np.stack([_trend_from(known[:origin], season, horizon) for origin in origins])


def _trend_from(known: Floats, season: int, horizon: int) -> Floats:
    length = min(TREND_MOST if season < TREND_MOST // 2 else 2 * season, max(TREND_LEAST, TREND_SEASONS * season))
    part = known[-length:]
    pattern = seasonal_medians(part, season)
    level = part - pattern[np.arange(len(part)) % season]
    slope = theil_sen(level)
    times = np.arange(len(part), dtype=np.float64)
    middle = float(median(level - slope * (times - len(part) + 1)))
    growth = np.cumsum(DAMPING ** np.arange(1, horizon + 1))
    return np.asarray(middle + slope * growth + pattern[(len(part) + np.arange(horizon)) % season])


def seasonal_medians(known: Floats, season: int) -> Floats:
    """How much each place in the season lies above the level around it; they have the median 0. 0 without a season."""
    if season < 2 or len(known) < 2 * season:
        return np.zeros(max(season, 1))
    around = _level_around(known, season)
    rest = known - around
    padded = np.full(-(-len(rest) // season) * season, np.nan)
    padded[: len(rest)] = rest
    pattern = np.nan_to_num(median(padded.reshape(-1, season).T))
    return np.asarray(pattern - pattern.mean())


def _level_around(known: Floats, season: int) -> Floats:
    """The median of the season around each value; at the ends that of the nearest whole one."""
    windows = np.lib.stride_tricks.sliding_window_view(known, season)
    level = median(windows)
    places = np.clip(np.arange(len(known)) - season // 2, 0, len(level) - 1)
    return np.asarray(level[places])


def theil_sen(level: Floats) -> float:
    """The median of the slopes between all pairs of known values; 0 for fewer than two."""
    times = np.flatnonzero(~np.isnan(level))
    if len(times) < 2:
        return 0.0
    first, second = np.triu_indices(len(times), 1)
    slopes = (level[times[second]] - level[times[first]]) / (times[second] - times[first])
    return float(np.median(slopes))
