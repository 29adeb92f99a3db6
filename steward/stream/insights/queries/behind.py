"""The rows behind a number."""
# ruff: noqa: S608  (only dates, numbers and words of our own vocabulary are written into SQL, by `dialects.literal`)

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.stream.insights.engine.dialects import listed, literal
from steward.stream.insights.engine.given import Given
from steward.stream.insights.engine.store import Store
from steward.stream.insights.engine.window import Scope, Window, week_anchor
from steward.stream.insights.enums import Grain
from steward.stream.insights.errors import BadCell, TooFew
from steward.stream.insights.metrics.definition import Behind, Metric
from steward.stream.insights.metrics.registry import QUERIES
from steward.stream.insights.metrics.registry import metric as metric_of
from steward.stream.insights.queries.answers import Rows
from steward.stream.insights.queries.definitions import given_now, team_members
from steward.stream.insights.queries.measure import EVERYBODY
from steward.stream.insights.queries.stores import current_store, is_pinned
from steward.stream.insights.rules import floor_of, too_few

#: Columns by which rows may be narrowed, by query.
CELLS = {
    "rows_activities": ("kind", "weekday", "hour", "channel", "member"),
    "rows_retention": ("cohort", "age"),
    "rows_replies": ("speaker", "answered"),
    "rows_active": (),
    "rows_lifecycle": (),
    "rows_presence": (),
    "rows_openings": ("state",),
    "rows_contributors": (),
    "rows_same_day": (),
    "rows_comings": (),
    "rows_funnel": ("began", "activated", "back"),
    "rows_core": (),
    "rows_turns": (),
    "rows_flows": ("before", "now"),
    "rows_rfm": ("r", "f", "m"),
    "rows_levels": ("level",),
    "rows_main_speakers": (),
    "rows_team_openings": (),
    "rows_team_replies": ("member", "channel"),
}
#: Columns that are true or false.
_FLAGS = frozenset({"began", "activated", "back"})
#: Queries whose cells are groups of members, not shown under the floor.
_GROUPED = frozenset({"rows_rfm", "rows_levels"})
_HIDDEN = "SELECT member FROM identity WHERE do_not_profile"
_WITHOUT_STEP = frozenset({"rows_retention"})


@dataclass(frozen=True, slots=True)
class _Asked:
    behind: Behind
    window: Window
    scope: Scope
    where: str
    given: Given
    floor: int = 0


def rows_behind(
    viewer: Viewer,
    key: str,
    *,
    since: date,
    until: date,
    scope: Scope = EVERYBODY,
    grain: Grain = Grain.PERIOD,
    cell: Mapping[str, Any] | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Rows:
    """The ids behind a metric's value over these days, or over one step of a series; see the door.

    Raises `UnknownMetric`, `BadPeriod`, `BadCell` for a cell the metric's table does not have, and `TooFew` for a
    segment, or a group of members, under the floor.
    """
    require(allowed(viewer, "insights.view"))
    metric = metric_of(key)
    if metric.behind is None:
        return Rows("members", (), 0)
    window = Window(since, until, grain)
    where = _where(metric.behind, window, cell or {})
    given = given_now([metric])
    floor = floor_of(given.values)
    if too_few(scope, given.values):
        raise TooFew(floor)
    grouped = floor if metric.behind.query in _GROUPED and cell else 0
    with current_store() as store:
        asked = _Asked(metric.behind, window, scope, where, _with_team(metric, given), grouped)
        return _page(store, asked, limit, offset)


def _with_team(metric: Metric, given: Given) -> Given:
    """With the team, where the rows behind a metric need to know it."""
    behind = metric.behind
    needs = behind is not None and "team" in QUERIES[behind.query].tables and not given.team and not is_pinned()
    return Given(given.values, team_members()) if needs else given


def _where(behind: Behind, window: Window, cell: Mapping[str, Any]) -> str:
    parts = []
    if behind.query not in _WITHOUT_STEP and behind.where.get("state") != "member":
        parts.append(f"step = {window.number_of(window.since)}")
    parts += [f"{name} NOT IN ({_HIDDEN})" for name in ("member", "speaker", "answered") if name in cell]
    for name, value in {**behind.where, **_cell(behind, cell)}.items():
        parts.append(f"{name} IN {listed(value)}" if isinstance(value, tuple) else f"{name} = {_value(value)}")
    return " AND ".join(parts) or "TRUE"


def _cell(behind: Behind, cell: Mapping[str, Any]) -> dict[str, Any]:
    for name in cell:
        if name not in CELLS[behind.query]:
            raise BadCell(name)
    found = {name: _shaped(name, value) for name, value in cell.items()}
    for name, value in found.items():
        if isinstance(value, str) and not value.isidentifier():
            raise BadCell(name)
    return found


def _shaped(name: str, value: Any) -> Any:
    if name == "cohort":
        return _week(value)
    return bool(value) if name in _FLAGS else value


def _week(value: Any) -> int:
    day = value if isinstance(value, date) else date.fromisoformat(str(value))
    return (day - week_anchor()).days // 7


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return literal(value)


def _page(store: Store, asked: _Asked, limit: int, offset: int) -> Rows:
    column = "member" if asked.behind.of == "members" else "id"
    order = f"{asked.behind.order} DESC, " if asked.behind.order else ""
    groups = f"{column}, {asked.behind.order}" if asked.behind.order else column
    way = "ASC" if column == "member" else "DESC"
    query = QUERIES[asked.behind.query]
    found = f"SELECT {groups} FROM ({{}}) answer WHERE {asked.where} AND {column} IS NOT NULL GROUP BY {groups}"
    named = f"WHERE {column} NOT IN ({_HIDDEN})" if column == "member" else ""
    total = _count(store, asked, f"SELECT count(*) AS n FROM ({found}) found")
    if 0 < total < asked.floor:
        raise TooFew(asked.floor)
    shown = total
    if named:
        shown = _count(store, asked, f"SELECT count(*) AS n FROM ({found}) found {named}")
    rows = store.select(
        query,
        asked.window,
        asked.scope,
        f"SELECT {column} AS id FROM ({found}) found {named} ORDER BY {order}{column} {way} LIMIT {int(limit)}"
        f" OFFSET {int(offset)}",
        asked.given,
    )
    return Rows(asked.behind.of, tuple(row["id"] for row in rows), total, total - shown)


def _count(store: Store, asked: _Asked, select: str) -> int:
    rows = store.select(QUERIES[asked.behind.query], asked.window, asked.scope, select, asked.given)
    return int(rows[0]["n"])
