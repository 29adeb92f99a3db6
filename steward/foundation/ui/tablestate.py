"""What the reader asked of a table, read from the query string and written back into links."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

if TYPE_CHECKING:
    from steward.foundation.ui.tables import Table

SIZES = (25, 50, 100, 200)
LONGEST = 200
OWN = frozenset({"q", "sort", "page", "size", "columns", "format"})


@dataclass(frozen=True)
class TableState:
    """Search words, filters, order, page, columns. Unknown or impossible values fall back to the table's own."""

    q: str = ""
    sort: str = ""
    page: int = 1
    size: int = SIZES[0]
    columns: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    others: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, table: "Table", query: QueryDict | MultiValueDict[str, str]) -> Self:
        """Read a query string; parameters that are not the table's are kept for its links."""
        keys = {choice.key for choice in table.filters}
        sort = query.get("sort", "")
        size = _whole(query.get("size"), table.size)
        wanted = ",".join(query.getlist("columns")).split(",")
        return cls(
            q=(query.get("q") or "").strip()[:LONGEST],
            sort=sort if sort and table.sortable(sort) else table.sort,
            page=max(1, _whole(query.get("page"), 1)),
            size=size if size in (*SIZES, table.size) else table.size,
            columns=tuple(column.key for column in table.columns if column.key in wanted),
            filters={
                key: values for key in sorted(keys) if (values := tuple(v[:LONGEST] for v in query.getlist(key) if v))
            },
            others=tuple((k, v) for k, values in query.lists() for v in values if k not in keys | OWN and v),
        )

    @property
    def descending(self) -> bool:
        """Whether the order is from most to least."""
        return self.sort.startswith("-")

    @property
    def sort_key(self) -> str:
        """The column that gives the order."""
        return self.sort.removeprefix("-")

    @property
    def narrowed(self) -> bool:
        """Whether anything is searched or filtered."""
        return bool(self.q or self.filters)

    def turned(self, key: str) -> str:
        """The query string with this column as order, the other way round when it already is."""
        return replace(self, sort=f"-{key}" if self.sort == key else key, page=1).query()

    def at(self, page: int) -> str:
        """The query string of another page."""
        return replace(self, page=page).query()

    def without(self, key: str, value: str = "") -> str:
        """The query string without one filter (or one of its values), or without the search (`q`)."""
        if key == "q":
            return replace(self, q="", page=1).query()
        left = tuple(kept for kept in self.filters.get(key, ()) if value and kept != value)
        filters = {name: values for name, values in self.filters.items() if name != key}
        return replace(self, filters=filters | ({key: left} if left else {}), page=1).query()

    def cleared(self) -> str:
        """The query string with no search and no filter."""
        return replace(self, q="", filters={}, page=1).query()

    def query(self, **extra: str) -> str:
        """The query string, starting with `?`; what is as usual is left out."""
        out = QueryDict(mutable=True)
        for name, other in self.others:
            out.appendlist(name, other)
        for name, value in (("q", self.q), ("sort", self.sort), ("columns", ",".join(self.columns))):
            if value:
                out[name] = value
        for name, values in self.filters.items():
            out.setlist(name, list(values))
        if self.page > 1:
            out["page"] = str(self.page)
        if self.size != SIZES[0]:
            out["size"] = str(self.size)
        out.update(extra)
        return f"?{out.urlencode()}"


def _whole(text: str | None, fallback: int) -> int:
    try:
        return min(int(text or ""), 10**6)
    except ValueError:
        return fallback
