"""A forecast of one series by the candidate that would have done best on its own past."""

from collections.abc import Sequence
from functools import lru_cache
from math import inf

import numpy as np

from steward.stream.insights.forecasting.answers import Expected, Judged, Lack, Method, Predicted
from steward.stream.insights.forecasting.bands import expected_band
from steward.stream.insights.forecasting.contest import Contest, compete
from steward.stream.insights.forecasting.ranges import expected
from steward.stream.insights.forecasting.series import Bounds, as_array, naive_scale

__all__ = ["Bounds", "Expected", "Judged", "Lack", "Method", "Predicted", "expected_band", "predict"]

#: Fewer known values than this are no history.
FEWEST = 6
#: A rival must be better than the combination by so much to win: small leads in a back-test are luck.
LEAD = 0.98


def predict(
    values: Sequence[float | None], season: int, horizon: int, *, low: float = -inf, high: float = inf
) -> Predicted:
    """Forecast `horizon` steps after `values`, oldest first; None is unknown.

    `season` is the number of steps after which things repeat (7 for days, 12 for months; 1 for nothing). All values lie
    between `low` and `high` and so do forecasts; `low=0` without `high` are counts, which may also grow by ratios.
    Candidates compete by the MASE of a rolling-origin back-test on the series itself. Without six known values there
    are no steps and `lack` says so. Equal questions are answered from memory.
    """
    return _predict(tuple(values), season, horizon, Bounds(low, high))


@lru_cache(maxsize=512)
def _predict(values: tuple[float | None, ...], season: int, horizon: int, bounds: Bounds) -> Predicted:
    known = as_array(values)
    places = np.flatnonzero(~np.isnan(known))
    if len(places) < FEWEST:
        return Predicted((), Method.NAIVE, None, (), len(known) / max(season, 1), Lack.POINTS)
    known = known[places[0] :]
    seasons = len(known) / max(season, 1)
    used = season if seasons >= 2 else 1
    contest = compete(known, max(used, 1), horizon, bounds)
    table = sorted((Judged(method, contest.error(method)) for method in contest.paths), key=_worse)
    winner = _winner(table)
    lack = Lack.CONTEST if winner.error is None else Lack.SEASONS if used != season else Lack.NOTHING
    return Predicted(
        _steps(contest, winner.method, bounds, naive_scale(known, max(used, 1))),
        winner.method, winner.error, tuple(table), seasons, lack,
    )  # fmt: skip


def _worse(judged: Judged) -> tuple[float, int]:
    return (inf if judged.error is None else judged.error, list(Method).index(judged.method))


def _winner(table: list[Judged]) -> Judged:
    """The best; the combination unless another is clearly better."""
    combined = next(one for one in table if one.method is Method.COMBINED)
    best = table[0]
    if best.error is None or combined.error is None or best.error == 0 or best.error < combined.error * LEAD:
        return best
    return combined


def _steps(contest: Contest, method: Method, bounds: Bounds, fallback: float) -> tuple[Expected, ...]:
    path = contest.paths[method]
    return expected(path[-1], path[:-1], contest.actual, bounds, fallback)
