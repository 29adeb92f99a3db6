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

**Why it moved**: `explain(viewer, key, since=…, until=…, before=None, scope=…)` gives an `Explanation`: `now`, `before`
(points), `expected` (the range of past and season), `beyond_noise`, `difference`, `good`, `parts` by dimension ("who",
"channel", "kind", "segment") and `cross` (of `Part`; each adds up to `difference` exactly), `deeds` (what the team did,
`Done`), `sentences` (two, in the reader's language), `unexplained`. `moves(viewer, key, grain=…)` are the steps of the
history beyond their noise (`Move`), strongest first.

**Forecast**: `forecast(viewer, key, until=day, scope=…, grain=…, asof=…)` gives a `Forecast`: `points` (steps after the
whole ones before `asof`, up to the one that holds `until`, with 95 % intervals), `likely` (their 80 % intervals),
`history`, `name` of the winning method, `error` (MASE of its back-test), `rivals`, `seasons`, `note` (what the history
was too short for; without points: why). `.at(day)` and `.likely_at(day)` are the step that holds a day. Tables raise
`NoForecast`. A quarter's whole is the sum of its points.

**For comparisons**: `member_counts(viewer, key, since=…, until=…, grain=…, scope=…)` gives each known member's part of
a metric that is a sum over members (`counted_per_member(key, grain)`), nobody who asked not to be profiled.
`told(metric, value)` writes a value the way its unit is written.

**Definitions**: `definition_versions(key)` (of a metric or a group of parameters, newest first; number 1 is what
Steward comes with), `change_definition(actor=…, key=…, values=…, reason=…)`, `restore_definition(…, number=…)`;
`measure(…, definition=1)` asks with an earlier version. **The floor**: for a segment under it every value is None,
`answer.withheld` is True and `answer.withheld_because` says so; `rows_behind` raises `TooFew`. **Numbers of other
rooms**: `contribute("metrics", CountedMetric(Metric(…), rows))`; outside the metric's `dimensions` they are unknown.

`catalogue()` is every metric in order; `today()` the community's day. Intervals are those of
`foundation.kernel.chance`; grains, units and directions are in `insights.enums`, what goes wrong in `insights.errors`.
A page's period is `foundation.ui.periods.Period`: pass its `since`, `until` and `compare=period.before`.
"""

from steward.stream.insights.actions.change_definition import change_definition, restore_definition
from steward.stream.insights.engine.window import Scope, Window
from steward.stream.insights.explaining.answers import Move, Part
from steward.stream.insights.metrics.definition import CountedMetric, Metric, Reference
from steward.stream.insights.queries.answers import Answer, Change, Overview, Point, Rows, Sentence
from steward.stream.insights.queries.behind import rows_behind
from steward.stream.insights.queries.deeds import deeds
from steward.stream.insights.queries.definitions import DefinitionVersion, definition_versions
from steward.stream.insights.queries.explain import Explanation, explain
from steward.stream.insights.queries.forecast import Forecast, forecast
from steward.stream.insights.queries.measure import catalogue, measure
from steward.stream.insights.queries.member_counts import MemberCount, counted_per_member, member_counts
from steward.stream.insights.queries.moves import moves
from steward.stream.insights.queries.overview import OVERVIEW, overview, told
from steward.stream.insights.queries.periods import today
from steward.stream.insights.queries.standing import stage_names

__all__ = [
    "OVERVIEW",
    "Answer",
    "Change",
    "CountedMetric",
    "DefinitionVersion",
    "Explanation",
    "Forecast",
    "MemberCount",
    "Metric",
    "Move",
    "Overview",
    "Part",
    "Point",
    "Reference",
    "Rows",
    "Scope",
    "Sentence",
    "Window",
    "catalogue",
    "change_definition",
    "counted_per_member",
    "deeds",
    "definition_versions",
    "explain",
    "forecast",
    "measure",
    "member_counts",
    "moves",
    "overview",
    "restore_definition",
    "rows_behind",
    "stage_names",
    "today",
    "told",
]
