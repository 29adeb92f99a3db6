"""Forecasts of more than 100 real series, the last week of days or the last eight weeks held back.

Beside them in the same run: ETS of statsmodels, chosen by AICc among all its combinations (as R's `ets` does: a season
for days, none for weeks), and the seasonal naive forecast. The engine was tuned on earlier cuts of such series; no
window held back here was looked at. `mean absolute scaled error` is Hyndman & Koehler's (2006).
"""

import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from statistics import fmean
from typing import Any

import numpy as np

from bench.__main__ import row
from bench.forecast_data import SHARED, Sample, samples
from steward.stream.insights.forecasting.engine import predict
from steward.stream.insights.forecasting.series import naive_scale

LEAST = 100
AHEAD = {"day": 7, "week": 8}
SEASON = {"day": 7, "week": 52}


@dataclass
class Tally:
    """Scaled errors of each method over the series, times, and whether values lay in the ranges."""

    errors: dict[str, list[float]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    likely: list[bool] = field(default_factory=list)
    wide: list[bool] = field(default_factory=list)

    def add(self, name: str, seconds: float, path: Sequence[float], actual: Sequence[float], scale: float) -> None:
        """One method's forecast of one series."""
        self.errors.setdefault(name, []).append(float(np.mean(np.abs(np.array(path) - actual))) / scale)
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds


def run() -> Iterator[dict[str, Any]]:
    """Errors beside ETS and naive, how often ranges held, and what a forecast costs."""
    if not SHARED.exists():
        yield row("forecasts: the shared data is not here", None, "", goal="100 real series")
        return
    chosen = samples()
    tally = Tally()
    for sample in chosen:
        measure(sample, tally)
    yield row("series forecast", len(chosen), "", goal=f"≥ {LEAST}", met=len(chosen) >= LEAST)
    yield from _errors(tally)
    yield from _ranges(tally)
    ours, theirs = (tally.seconds[name] / len(chosen) * 1000 for name in ("ours", "ets"))
    yield row("a forecast with its contest (ETS)", round(ours, 2), "ms", baseline=round(theirs, 1))


def measure(sample: Sample, tally: Tally) -> None:
    """Every method on one series."""
    ahead, season = AHEAD[sample.grain], SEASON[sample.grain]
    past, actual = sample.values[:-ahead], sample.values[-ahead:]
    used = season if len(past) >= 2 * season else 1
    scale = naive_scale(np.array(past), used) or 1.0
    started = time.perf_counter()
    found = predict(past, season, ahead, low=0)
    tally.add("ours", time.perf_counter() - started, [step.value for step in found.steps], actual, scale)
    for step, value in zip(found.steps, actual, strict=True):
        tally.likely.append(step.likely.low <= value <= step.likely.high)
        tally.wide.append(step.wide.low <= value <= step.wide.high)
    naive = (past[-used:] * ahead)[:ahead]
    tally.add("naive", 0.0, naive, actual, scale)
    started = time.perf_counter()
    path = ets(past, season if season <= 24 else 1, ahead)
    tally.add("ets", time.perf_counter() - started, path, actual, scale)


def ets(past: Sequence[float], season: int, ahead: int) -> Sequence[float]:
    """The forecast of the ETS model with the smallest AICc."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    values = np.array(past)
    positive = bool(values.min() > 0)
    errors, seasons = (("add", "mul") if positive else ("add",)), ([None, "add"] + (["mul"] if positive else []))
    best, path = np.inf, [past[-1]] * ahead
    for error, (trend, damped), seasonal in product(
        errors, ((None, False), ("add", False), ("add", True)), seasons if season > 1 else [None]
    ):
        if error == "add" and seasonal == "mul":
            continue  # unstable, left out by R as well
        shape = {"seasonal": seasonal, "seasonal_periods": season} if seasonal else {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                fitted = ETSModel(values, error=error, trend=trend, damped_trend=damped, **shape).fit(disp=False)
            except (ValueError, np.linalg.LinAlgError):
                continue
            if fitted.aicc < best:
                best, path = fitted.aicc, list(fitted.forecast(ahead))
    return path


def _errors(tally: Tally) -> Iterator[dict[str, Any]]:
    ours, theirs, naive = (round(fmean(tally.errors[name]), 4) for name in ("ours", "ets", "naive"))
    name = "mean absolute scaled error"
    yield row(f"{name} (ETS)", ours, "", baseline=theirs, goal="≤ 1.05 × ETS", met=ours <= 1.05 * theirs)
    yield row(f"{name} (seasonal naive)", ours, "", baseline=naive, goal="< naive", met=ours < naive)
    better = [mine <= other for mine, other in zip(tally.errors["ours"], tally.errors["ets"], strict=True)]
    yield row("series on which ours is at least as good as ETS", round(fmean(better), 2), "")


def _ranges(tally: Tally) -> Iterator[dict[str, Any]]:
    for name, held, goal in (("80 %", tally.likely, (0.7, 0.9)), ("95 %", tally.wide, (0.9, 0.99))):
        share = round(fmean(held), 3)
        within = goal[0] <= share <= goal[1]
        yield row(f"values inside their {name} range", share, "", goal=f"{goal[0]:.0%}–{goal[1]:.0%}", met=within)
