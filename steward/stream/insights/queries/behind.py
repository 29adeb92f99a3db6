"""The rows behind a number."""
# ruff: noqa: S608  (only dates, numbers and words of our own vocabulary are written into SQL, by `dialects.literal`)

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.stream.insights.engine.dialects import listed, literal
from steward.stream.insights.engine.store import Store
from steward.stream.insights.engine.window import Scope, Window, week_anchor
from steward.stream.insights.enums import Grain
from steward.stream.insights.errors import BadCell
from steward.stream.insights.metrics.definition import Behind
from steward.stream.insights.metrics.registry import QUERIES
from steward.stream.insights.metrics.registry import metric as metric_of
from steward.stream.insights.queries.answers import Rows
from steward.stream.insights.queries.measure import EVERYBODY
from steward.stream.insights.queries.stores import current_store

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
}
_HIDDEN = "SELECT member FROM identity WHERE do_not_profile"
_WITHOUT_STEP = frozenset({"rows_retention"})


@dataclass(frozen=True, slots=True)
class _Asked:
    behind: Behind
    window: Window
    scope: Scope
    where: str


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

    Raises `UnknownMetric`, `BadPeriod`, and `BadCell` for a cell the metric's table does not have.
    """
    require(allowed(viewer, "insights.view"))
    metric = metric_of(key)
    if metric.behind is None:
        return Rows("members", (), 0)
    window = Window(since, until, grain)
    where = _where(metric.behind, window, cell or {})
    with current_store() as store:
        return _page(store, _Asked(metric.behind, window, scope, where), limit, offset)


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
    return {name: _week(value) if name == "cohort" else value for name, value in cell.items()}


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
    total = store.select(query, asked.window, asked.scope, f"SELECT count(*) AS n FROM ({found}) found")[0]["n"]
    shown = total
    if named:
        shown = store.select(query, asked.window, asked.scope, f"SELECT count(*) AS n FROM ({found}) found {named}")[0][
            "n"
        ]
    rows = store.select(
        query,
        asked.window,
        asked.scope,
        f"SELECT {column} AS id FROM ({found}) found {named} ORDER BY {order}{column} {way} LIMIT {int(limit)}"
        f" OFFSET {int(offset)}",
    )
    return Rows(asked.behind.of, tuple(row["id"] for row in rows), total, total - shown)
