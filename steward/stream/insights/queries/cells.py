"""The cells a difference is made of: one statement over the lake, whoever the members are."""
# ruff: noqa: S608  (only dates, numbers and words of our own vocabulary are written into SQL, by `dialects.literal`)

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from steward.stream.insights.engine.dialects import literal
from steward.stream.insights.engine.store import Store
from steward.stream.insights.engine.window import Scope, Window
from steward.stream.insights.explaining.parts import Cell, Scale, Whole, whole_of
from steward.stream.insights.metrics.registry import QUERIES

#: Gives the SELECT of a query over a period.
Text = Callable[[str, Window], str]


@dataclass(frozen=True, slots=True)
class Source:
    """Which members or activities a metric counts: rows of a query, with what each adds to numerator and denominator.

    `who` says how members are classed: "active" by their activity in the two periods, "stock" by being members at
    their ends, "" not at all. `kind` is the SQL of the kind, "''" where the metric knows none.
    """

    query: str
    top: str = "1"
    bottom: str = "0"
    where: str = "TRUE"
    kind: str = "kind"
    who: str = "active"
    rows: Callable[["Source", Text, Window], str] | None = None

    @property
    def is_rate(self) -> bool:
        """Whether it has a denominator."""
        return self.bottom != "0"

    def select(self, text: Text, window: Window) -> str:
        """Rows of member, channel, kind, top, bottom, who."""
        if self.rows is not None:
            return self.rows(self, text, window)
        who = "CAST(NULL AS VARCHAR)"
        return (
            f"SELECT member, channel, {self.kind} AS kind, {self.top} AS top, {self.bottom} AS bottom, {who} AS who"
            f" FROM {text(self.query, window)} source WHERE {self.where}"
        )


def _came_and_went(source: Source, text: Text, window: Window) -> str:
    homes = text(source.query, window)
    part = "SELECT member, channel, '' AS kind, {} AS top, 0 AS bottom, '{}' AS who FROM {} source WHERE {} = 0"
    return part.format(1, "joined", homes, "arrived") + " UNION ALL " + part.format(-1, "departed", homes, "departed")


def _spoke_of_members(_source: Source, text: Text, window: Window) -> str:
    """Who speaks is counted where they spoke, who is silent where they came in."""
    return (
        "SELECT COALESCE(s.member, h.member) AS member, COALESCE(s.channel, h.channel) AS channel,"
        " COALESCE(s.kind, 'silent') AS kind, CASE WHEN s.member IS NULL THEN 0 ELSE 1 END AS top,"
        " CASE WHEN h.member IS NULL THEN 0 ELSE 1 END AS bottom, CAST(NULL AS VARCHAR) AS who"
        f" FROM {text('parts_speakers', window)} s FULL JOIN (SELECT * FROM {text('parts_homes', window)} homes"
        " WHERE departed IS NULL) h ON s.member = h.member"
    )


def _in_state(source: Source, text: Text, window: Window) -> str:
    """Members of a stage of life; who has gone quiet is counted where they were active before."""
    place = Window(window.earlier, window.since) if source.where == "dormant" else window
    return (
        "SELECT l.member, a.channel, a.kind, 1 AS top, 0 AS bottom, CAST(NULL AS VARCHAR) AS who"
        f" FROM {text('rows_lifecycle', window)} l LEFT JOIN {text('parts_active', place)} a ON a.member = l.member"
        f" WHERE l.state = '{source.where}' AND l.step = 0"
    )


_REACTIONS = "CASE WHEN kind = 'reaction' THEN n ELSE 0 END + reactions"
_ACTIVE, _HOMES = Source("parts_active"), "parts_homes"

#: The metrics that can be taken apart exactly.
SOURCES: Mapping[str, Source] = {
    "active_members": _ACTIVE,
    "daily_active": _ACTIVE,
    "weekly_active": _ACTIVE,
    "monthly_active": _ACTIVE,
    "speakers": Source("parts_speakers"),
    "stickiness": Source("parts_days", "days", "1"),
    "posts": Source("parts_volume", "n", where="kind = 'post'"),
    "comments": Source("parts_volume", "n", where="kind = 'comment'"),
    "reactions": Source("parts_volume", _REACTIONS, where=f"{_REACTIONS} <> 0"),
    "threads": Source("parts_openings", "threads", kind="''"),
    "answered_in_a_day": Source("parts_openings", "within_day", "threads", kind="''"),
    "unanswered_share": Source("parts_openings", "threads - answered", "threads", kind="''"),
    "members": Source(_HOMES, where="departed IS NULL", kind="''", who="stock"),
    "joined": Source(_HOMES, where="arrived = 0", kind="''", who=""),
    "departed": Source(_HOMES, where="departed = 0", kind="''", who=""),
    "net": Source(_HOMES, who="", rows=_came_and_went),
    "interaction_rate": Source("parts_speakers", bottom="1", rows=_spoke_of_members),
    "new": Source("rows_lifecycle", where="new", who="", rows=_in_state),
    "returning": Source("rows_lifecycle", where="returning", who="", rows=_in_state),
    "resurrected": Source("rows_lifecycle", where="resurrected", who="", rows=_in_state),
    "dormant": Source("rows_lifecycle", where="dormant", who="", rows=_in_state),
}


@dataclass(frozen=True, slots=True)
class Span:
    """One of the two periods: its days, cut as the metric counts, and what one counted row adds to the value."""

    window: Window
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells, the distinct members of each segment in them, and what one counted thing adds to the value."""

    cells: tuple[Cell, ...]
    sizes: Mapping[int | None, int]
    scale: Scale

    def whole(self, *, is_rate: bool) -> Whole:
        """Their totals."""
        return whole_of(self.cells, is_rate=is_rate, scale=self.scale)


def cells(
    store: Store, source: Source, spans: tuple[Span, Span], scope: Scope, segments: Sequence[tuple[int, Sequence[int]]]
) -> Cells:
    """What stands behind a metric before and now (`spans`), by who × channel × segment × kind.

    A member of several `segments` (id, members) belongs to the smallest one, ties to the lower id; everybody is in one
    at most, so that segments add up.
    """
    named: dict[str, str] = {}

    def text(query: str, window: Window) -> str:
        """The name of a table that is computed once, however often it is read."""
        select = store.text(QUERIES[query], window, scope)
        return named.setdefault(select, f"part{len(named)}")

    body = _statement(store, source, spans, text, segments)
    tables = "".join(f"{name} AS MATERIALIZED {select},\n" for select, name in named.items())
    rows = store.engine.rows(f"WITH {tables}{body}")
    sizes = {row["segment"]: row["people"] for row in rows if row["pooled"]}
    return Cells(tuple(_cell(row) for row in rows if not row["pooled"]), sizes, Scale(*(one.weight for one in spans)))


def _cell(row: Mapping[str, Any]) -> Cell:
    return Cell(
        row["who"], row["channel"], row["segment"], row["kind"] or "", int(row["top0"]), int(row["top1"]),
        int(row["bottom0"]), int(row["bottom1"]), row["people"],
    )  # fmt: skip


def _statement(
    store: Store, source: Source, spans: tuple[Span, Span], text: Text, segments: Sequence[tuple[int, Sequence[int]]]
) -> str:
    before, now = (span.window for span in spans)
    nobody = "CASE WHEN r.member IS NULL THEN 'unknown' ELSE 'quiet' END"
    sums = ", ".join(
        f"SUM(CASE WHEN r.period = {period} THEN r.{name} ELSE 0 END) AS {name}{period}"
        for name in ("top", "bottom") for period in (0, 1)
    )  # fmt: skip
    return (
        f"counted AS (SELECT 0 AS period, * FROM ({source.select(text, before)}) before_rows"
        f" UNION ALL SELECT 1 AS period, * FROM ({source.select(text, now)}) now_rows),\n"
        f"who AS ({_who(source.who, text, before, now)}),\npool AS ({_pool(store, segments)}),\n"
        f"placed AS (SELECT r.*, COALESCE(r.who, w.who, {nobody}) AS class, p.segment FROM counted r"
        " LEFT JOIN who w ON w.member = r.member LEFT JOIN pool p ON p.member = r.member)\n"
        f"SELECT r.class AS who, r.channel, r.segment, r.kind, {sums}, COUNT(DISTINCT r.member) AS people,"
        " GROUPING(r.class) AS pooled FROM placed r"
        " GROUP BY GROUPING SETS ((r.class, r.channel, r.segment, r.kind), (r.segment))"
    )


def _who(way: str, text: Text, before: Window, now: Window) -> str:
    """Members with their class: new, stayed, returned, left."""
    if not way:
        return "SELECT CAST(NULL AS BIGINT) AS member, CAST(NULL AS VARCHAR) AS who WHERE FALSE"
    whole = [Window(window.since, window.until) for window in (before, now)]
    if way == "stock":
        sets = [f"(SELECT member FROM {text('parts_homes', each)} homes WHERE departed IS NULL)" for each in whole]
        first = f"(SELECT member FROM {text('parts_homes', whole[1])} homes WHERE arrived = 0)"
    else:
        sets = [text("parts_here", each) for each in whole]
        first = text("parts_debuts", whole[1])
    return (
        "SELECT COALESCE(n.member, o.member) AS member, CASE WHEN n.member IS NULL THEN 'left'"
        " WHEN o.member IS NOT NULL THEN 'stayed' WHEN d.member IS NOT NULL THEN 'new' ELSE 'returned' END AS who"
        f" FROM {sets[1]} n FULL JOIN {sets[0]} o ON o.member = n.member LEFT JOIN {first} d ON d.member = n.member"
    )


def _pool(store: Store, segments: Sequence[tuple[int, Sequence[int]]]) -> str:
    if not segments:
        return "SELECT CAST(NULL AS BIGINT) AS member, CAST(NULL AS BIGINT) AS segment WHERE FALSE"
    order = sorted(segments, key=lambda segment: (len(segment[1]), segment[0]))
    places = " UNION ALL ".join(
        f"SELECT member, {place} AS place FROM {store.engine.segment(tuple(members))}"
        for place, (_key, members) in enumerate(order)
    )
    names = " ".join(f"WHEN {place} THEN {literal(key)}" for place, (key, _members) in enumerate(order))
    return f"SELECT member, CASE MIN(place) {names} END AS segment FROM ({places}) places GROUP BY member"
