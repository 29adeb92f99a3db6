"""Holt-Winters: every combination of parameters at once, as columns of one recursion.

Additive error, trend (none, damped, undamped) and season, on the values as they are and, for counts, on their
logarithm, which makes trend and season multiplicative. Source: R. J. Hyndman, A. B. Koehler, J. K. Ord & R. D. Snyder
(2008), "Forecasting with Exponential Smoothing", Springer, chapters 2 and 5.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from steward.stream.insights.forecasting.series import Bounds, Floats, median
from steward.stream.insights.forecasting.simple import seasonal_medians

Places = NDArray[np.intp]

ALPHAS = (0.01, 0.05, 0.1, 0.2, 0.3, 0.45, 0.65, 0.9)
BETAS = (0.03, 0.15)
PHIS = (0.85, 0.95, 1.0)
GAMMAS = (0.0, 0.05, 0.15, 0.35)
#: Errors of the first steps say more about the start than about the parameters.
BURN = 4
#: An error so many steps ago counts a third: what fits lately counts more.
MEMORY = 150.0
#: How many of the best columns speak together, by the median.
VOICES = 4


@dataclass(frozen=True, slots=True)
class Columns:
    """The parameters of each column; `logs` says which smooth the logarithm, `freedom` how many are fitted."""

    alpha: Floats
    beta: Floats
    phi: Floats
    gamma: Floats
    seasonal: Floats
    logs: Floats
    freedom: Floats


@cache
def columns(*, seasonal: bool, logs: bool) -> Columns:
    """All combinations: about 60 without a season, about 280 with one; twice as many with logarithms."""
    trends = [(0.0, 0.0, 0), *((beta, phi, 1 + (phi < 1)) for beta, phi in product(BETAS, PHIS))]
    seasons = [(0.0, 0.0, 0)] + ([(gamma, 1.0, 1 + (gamma > 0)) for gamma in GAMMAS] if seasonal else [])
    rows = [
        (alpha, beta, phi, gamma, used, log, 1 + more + season_more)
        for alpha, (beta, phi, more), (gamma, used, season_more), log in product(
            ALPHAS, trends, seasons, (0.0, 1.0) if logs else (0.0,)
        )
    ]
    return Columns(*np.array(rows, dtype=np.float64).T)


def smoothed(known: Floats, season: int, origins: list[int], horizon: int, bounds: Bounds) -> Floats:
    """Forecasts from each origin (origins × horizon), each by the columns that fitted best before it."""
    setup = columns(seasonal=season > 1, logs=bounds.counts)
    paths = _paths(setup, known, season, origins, horizon)
    if origins[0] < 2 * season <= origins[-1]:  # the past could not start from a whole pattern, the present can
        paths[-1] = _paths(setup, known, season, origins[-1:], horizon)[0]
    return paths


def _paths(setup: Columns, known: Floats, season: int, origins: list[int], horizon: int) -> Floats:
    """One run through the series. Its start knows nothing of what comes after the first origin."""
    run = _Run(setup, known, season, origins[0])
    found, wanted = [], set(origins)
    for at in range(len(known) + 1):
        if at in wanted:
            found.append(run.ahead(horizon))
        if at < len(known):
            run.step(float(known[at]))
    return np.stack(found)


def _shift(known: Floats) -> float:
    """What is added before taking logarithms, so that 0 has one: a part of the usual size."""
    usual = float(np.nanmean(np.abs(known))) if np.any(~np.isnan(known)) else 1.0
    return 0.5 * usual or 1.0


class _Run:
    """The states of all columns, moved on one value at a time."""

    def __init__(self, setup: Columns, known: Floats, season: int, first: int) -> None:
        self.setup, self.shift, self.season, self.at = setup, _shift(known[:first]), season, 0
        self.logs = setup.logs > 0
        start = known[: min(first, max(2 * season, 10))]
        self.level = np.empty(len(setup.alpha))
        self.pattern = np.empty((season, len(setup.alpha)))
        for log in (False, True):
            values = np.log(np.maximum(start, 0) + self.shift) if log else start
            level, pattern = _start(values, season)
            chosen = self.logs == log
            self.level[chosen] = np.where(setup.seasonal[chosen] > 0, level[0], level[1])
            self.pattern[:, chosen] = pattern[:, None] * setup.seasonal[chosen]
        self.slope = np.zeros(len(setup.alpha))
        self.errors = np.zeros(len(setup.alpha))
        self.weight = 0.0

    def step(self, value: float) -> None:
        """Compare each column's expectation with the value, then let it learn."""
        setup, place = self.setup, self.at % self.season
        season = self.pattern[place]
        drift = setup.phi * self.slope
        base = self.level + drift
        expected = base + season
        self.at += 1
        if np.isnan(value):
            self.level, self.slope = base, drift
            return
        error = np.where(self.logs, np.log(max(value, 0.0) + self.shift), value) - expected
        if self.at > BURN:
            fade = np.exp(-1 / MEMORY)
            self.errors = self.errors * fade + np.abs(self._plain(expected) - value)
            self.weight = self.weight * fade + 1
        moved = setup.alpha * error
        self.level = base + moved
        self.slope = drift + setup.beta * moved
        self.pattern[place] = season + setup.gamma * (error - moved)

    def ahead(self, horizon: int) -> Floats:
        """The median forecast of the columns that fitted best so far.

        By Akaike's criterion with the mean absolute error: a season pays for each of its places.
        """
        setup, weight = self.setup, max(self.weight, 1)
        own = setup.freedom / weight + setup.seasonal * (self.season - 1) / max(self.at, 1)
        loss = np.log(self.errors / weight + 1e-12) + own
        best = np.argsort(loss, kind="stable")[:VOICES]
        phi = self.setup.phi[best]
        growth = np.cumsum(phi[None, :] ** np.arange(1, horizon + 1)[:, None], axis=0)
        places = (self.at + np.arange(horizon)) % self.season
        path = self.level[best] + growth * self.slope[best] + self.pattern[places][:, best]
        return np.asarray(np.median(self._plain(path, best), axis=1))

    def _plain(self, values: Floats, chosen: Places | slice = slice(None)) -> Floats:
        logs = self.logs[chosen]
        return np.where(logs, np.exp(np.minimum(values, 50)) - self.shift, values)


def _start(values: Floats, season: int) -> tuple[Floats, Floats]:
    """First levels (with a season, without one) and the first pattern."""
    pattern = seasonal_medians(values, season)
    rest = values - pattern[np.arange(len(values)) % season]
    return np.nan_to_num(np.array([median(rest[: max(season, 6)]), median(values[:6])])), pattern
