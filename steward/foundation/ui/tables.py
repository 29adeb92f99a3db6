"""Tables described once: columns, filters, bulk actions; the same description gives the page and the CSV file.

The rows may be a queryset or any sequence of objects or mappings. `docs/interface.md` has an example.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, Literal

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, StreamingHttpResponse

from steward.foundation.ui.csvfile import export_csv
from steward.foundation.ui.models import SavedView
from steward.foundation.ui.queries import saved_views
from steward.foundation.ui.tablestate import SIZES, TableState

__all__ = ["Bulk", "Column", "Filter", "Selection", "Table", "TablePage", "TableState", "export_csv", "selection_of"]

Kind = Literal["text", "number", "percent", "duration", "day", "moment", "ago", "badge", "person", "markup"]
FilterKind = Literal["choice", "many", "text", "day", "flag"]
Rows = QuerySet[Any] | Sequence[Any]


@dataclass(frozen=True)
class Column:
    """One column. `order` names the fields the database sorts by (for a sequence: attributes); none, not sortable.

    `value` takes a row (default: the attribute or key named `key`); `href` makes the cell a link; `cell` names a macro
    `room/cells.jinja#name` that is called with the row; `lead` marks the column that heads a row's card on a phone.
    """

    key: str
    label: Any
    order: tuple[str, ...] = ()
    kind: Kind = "text"
    value: Callable[[Any], Any] | None = None
    href: Callable[[Any], str] | None = None
    ident: Callable[[Any], Any] | None = None  # kind "person": the stable id the colour comes from
    cell: str = ""
    export: Callable[[Any], Any] | None = None
    shown: bool = True
    lead: bool = False

    def of(self, row: Any) -> Any:
        """The value for a row, None where it has none."""
        return self.value(row) if self.value else get(row, self.key)

    def is_blank(self, row: Any, value: Any) -> bool:
        """Whether the row has nothing here: a card leaves it out. What only a macro knows is taken to be something."""
        told = self.value is not None or (self.key in row if isinstance(row, dict) else hasattr(row, self.key))
        return value in (None, "", [], ()) and (told or not self.cell)

    def exported(self, row: Any) -> Any:
        """The value for the CSV file."""
        return self.export(row) if self.export else self.of(row)

    @property
    def at_end(self) -> bool:
        """Whether figures stand at the end of the cell."""
        return self.kind in {"number", "percent", "duration"}


@dataclass(frozen=True)
class Filter:
    """One field of the filter bar. `lookup` is the database field; `apply(rows, values)` does anything else."""

    key: str
    label: Any
    choices: Sequence[tuple[str, Any]] | Callable[[], Sequence[tuple[str, Any]]] = ()
    kind: FilterKind = "choice"
    lookup: str = ""
    apply: Callable[[Any, tuple[str, ...]], Any] | None = None

    def options(self) -> list[tuple[str, Any]]:
        """The choices, asked for now."""
        return [(str(value), label) for value, label in (self.choices() if callable(self.choices) else self.choices)]

    def narrow(self, rows: Any, values: tuple[str, ...]) -> Any:
        """The rows that pass. Values that are not among the choices narrow to nothing rather than to everything."""
        if self.kind in {"choice", "many"}:
            known = {value for value, _label in self.options()}
            values = tuple(value for value in values if value in known)
        if self.apply:
            return self.apply(rows, values)
        if self.kind == "many":
            return rows.filter(**{f"{self.lookup}__in": values})
        if not values:
            return rows.none()
        return rows.filter(**{self.lookup: values[0] == "1" if self.kind == "flag" else values[0]})


@dataclass(frozen=True)
class Bulk:
    """An action on the ticked rows: a POST to `url` with `rows` (ids), or `everything` and `query`."""

    label: Any
    url: str
    icon: str = ""
    danger: bool = False
    confirm: Any = ""


@dataclass(frozen=True)
class Selection:
    """What was ticked. With `everything`, all rows that `state` lets through are meant."""

    ids: list[str]
    everything: bool
    state: TableState


@dataclass(frozen=True)
class Table:
    """A table. `key` is its id on the page and the name its saved views are kept under."""

    key: str
    caption: Any
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    bulk: tuple[Bulk, ...] = ()
    search: tuple[str, ...] = ()  # lookups, joined by "or": ("name__icontains",)
    searcher: Callable[[Any, str], Any] | None = None  # instead of `search`: (rows, words) → rows
    search_label: Any = ""
    sort: str = ""
    size: int = SIZES[0]
    row_id: Callable[[Any], Any] = field(default=lambda row: get(row, "pk", get(row, "id")))
    row_name: Callable[[Any], Any] | None = None  # what a row is called in "select …"
    exportable: bool = True
    views: bool = True

    def column(self, key: str) -> Column | None:
        """The column of that key."""
        return next((column for column in self.columns if column.key == key), None)

    def sortable(self, sort: str) -> bool:
        """Whether one can sort by `key` or `-key`."""
        column = self.column(sort.removeprefix("-"))
        return bool(column and column.order)

    def narrowed(self, rows: Any, state: TableState) -> Any:
        """The rows that the search and the filters let through."""
        if state.q and self.searcher:
            rows = self.searcher(rows, state.q)
        elif state.q and self.search:
            rows = rows.filter(reduce(or_, (Q(**{lookup: state.q}) for lookup in self.search)))
        for choice in self.filters:
            if values := state.filters.get(choice.key):
                rows = choice.narrow(rows, values)
        return rows

    def ordered(self, rows: Any, state: TableState) -> Any:
        """The rows in the asked order; rows without a value come last either way."""
        column = self.column(state.sort_key)
        if column is None or not column.order:
            return rows
        if isinstance(rows, QuerySet):
            turn = "desc" if state.descending else "asc"
            return rows.order_by(*(getattr(F(name), turn)(nulls_last=True) for name in column.order), "pk")
        known = [row for row in rows if get(row, column.order[0]) is not None]
        known.sort(key=lambda row: tuple(get(row, name) for name in column.order), reverse=state.descending)
        return known + [row for row in rows if get(row, column.order[0]) is None]

    def page(self, request: HttpRequest, rows: Rows, *, total: int | None = None) -> "TablePage":
        """One page of the rows, as the query string asks. Give `total` where counting would be slow."""
        state = TableState.parse(self, request.GET)
        chosen = self.ordered(self.narrowed(rows, state), state)
        count = total if total is not None else (chosen.count() if isinstance(chosen, QuerySet) else len(chosen))
        pages = max(1, -(-count // state.size))
        number = min(state.page, pages)
        found = list(chosen[(number - 1) * state.size : number * state.size])
        user = getattr(request, "user", None)
        views = list(saved_views(user.pk, self.key)) if self.views and user and user.is_authenticated else []
        return TablePage(self, state, found, count, number, pages, request.path, views)

    def export(self, request: HttpRequest, rows: Rows) -> StreamingHttpResponse:
        """The CSV file of all rows the query string lets through, with the columns that are shown."""
        state = TableState.parse(self, request.GET)
        return export_csv(self, self.ordered(self.narrowed(rows, state), state), self.chosen(state))

    def chosen(self, state: TableState) -> list[Column]:
        """The columns to show, in the table's order; the one that heads a row is always among them."""
        wanted = state.columns or tuple(column.key for column in self.columns if column.shown)
        return [column for column in self.columns if column.lead or column.key in wanted]


@dataclass(frozen=True)
class TablePage:
    """A page of a table, ready to be drawn by `ui.table(page, csrf_input)`."""

    table: Table
    state: TableState
    rows: list[Any]
    total: int
    number: int
    pages: int
    path: str
    views: list[SavedView]

    @property
    def columns(self) -> list[Column]:
        """The columns to draw."""
        return self.table.chosen(self.state)

    @property
    def first(self) -> int:
        """The number of the first row on this page, from 1."""
        return (self.number - 1) * self.state.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The number of the last row on this page."""
        return self.first + len(self.rows) - 1 if self.rows else 0

    def tags(self) -> list[tuple[Any, Any, str]]:
        """The filters in force as (label, value, query string without it)."""
        tags: list[tuple[Any, Any, str]] = []
        for choice in self.table.filters:
            names = dict(choice.options())
            for value in self.state.filters.get(choice.key, ()):
                shown = "" if choice.kind == "flag" else names.get(value, value)
                tags.append((choice.label, shown, self.state.without(choice.key, value)))
        return tags


def selection_of(table: Table, request: HttpRequest) -> Selection:
    """What a bulk form sent: `request.POST` with `rows`, or `everything` and `query`."""
    from django.http import QueryDict

    state = TableState.parse(table, QueryDict(request.POST.get("query", "").removeprefix("?")))
    return Selection(request.POST.getlist("rows"), request.POST.get("everything") == "1", state)


def get(row: Any, key: str, default: Any = None) -> Any:
    """The attribute or key of a row."""
    return row.get(key, default) if isinstance(row, dict) else getattr(row, key, default)
