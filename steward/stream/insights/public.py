"""The door of insights. Everything a page, the API or another room may ask.

**Asking.** `measure(viewer, ["active_members", "posts"], since=date, until=date)` gives `{key: Answer}`. `until`
is the day after the last one. Days are the community's (`settings.TIME_ZONE`). Needs the permission `insights.view`,
else `Forbidden`. Unknown keys raise `UnknownMetric` (404); an empty period raises `BadPeriod` (400).

- `scope=Scope(sources=(1,), channels=(7, 8), kinds=("post",), segment=(member ids…))`: ids of the database; empty
  tuples are no limit, `segment=None` is everybody.
- `compare="previous"` (the same number of days before), `"year"` (52 weeks before, so that weekdays match), or a pair
  of days: fills `answer.change` (`before`, `difference`, `ratio`, `beyond_chance`).
- `grain=Grain.WEEK` cuts `answer.series`; without it each metric's own. `series=False` leaves it out (faster).

**Answer**: `.value` (None is "—", never 0), `.whole` (a `Point`), `.series` (of `Point`), `.rows` (tables), `.unit`,
`.incomplete`, `.version`, `.metric` (name and definition in the reader's language, source, direction, grains,
dimensions), `.as_json()`. **Point**: `starts`, `ends` (excluded), `value`, `numerator`, `denominator`,
`interval.low/.high` (95 %), `incomplete` (not over yet: draw it dashed), `settling` (over, answers may still come).

**Tables** (`metric.is_table`), rows are dictionaries with ids; names are looked up by who shows them:
`retention` cohort (date), age (weeks), members, size, value, low, high · `hour_weekday` weekday (0 is the first day of
the week), hour, n · `by_channel` channel, name, source, n, posts, comments, reactions, members · `top_contributors`
member, n, posts, comments, days · `reply_network` speaker, answered, n.

**Rows behind a number**: `rows_behind(viewer, key, since=…, until=…, scope=…, grain=…, cell=…, limit=50, offset=0)`
gives `Rows(of, ids, total, withheld)`; `of` is "members" or "activities", ids of `Member` or of `Activity`. For one
point of a series pass its `starts`, `ends` and the series' grain; for one cell of a table pass `cell`:
`{"cohort": date, "age": 2}`, `{"weekday": 0, "hour": 9}`, `{"channel": 7}`, `{"member": 5}`,
`{"speaker": 5, "answered": 9}`.

**The overview**: `overview(viewer, since=…, until=…, scope=…)` gives `Overview(since, until, before, answers,
sentences)`; `sentences` say what moved beyond chance, strongest first, `good` tells the colour (None: neither). Without
days: the last 28 whole days against the 28 before. `OVERVIEW` lists its keys in the order of reading.

`catalogue()` is every metric in order; `today()` the community's day. Intervals are those of
`foundation.kernel.chance`. A page's period is `foundation.ui.periods.Period`: pass its `since`,
`until` and `compare=period.before`.
"""

from steward.stream.insights.engine.window import Scope, Window
from steward.stream.insights.enums import Direction, Grain, Unit
from steward.stream.insights.errors import BadCell, BadPeriod, UnknownMetric
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.queries.answers import Answer, Change, Overview, Point, Rows, Sentence
from steward.stream.insights.queries.behind import rows_behind
from steward.stream.insights.queries.measure import catalogue, measure
from steward.stream.insights.queries.overview import OVERVIEW, overview
from steward.stream.insights.queries.periods import today

__all__ = [
    "OVERVIEW",
    "Answer",
    "BadCell",
    "BadPeriod",
    "Change",
    "Direction",
    "Grain",
    "Metric",
    "Overview",
    "Point",
    "Rows",
    "Scope",
    "Sentence",
    "Unit",
    "UnknownMetric",
    "Window",
    "catalogue",
    "measure",
    "overview",
    "rows_behind",
    "today",
]
