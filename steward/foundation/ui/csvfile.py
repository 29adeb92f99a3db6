"""CSV files that open well in a spreadsheet: UTF-8 with BOM, and no cell that it would run as a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone

if TYPE_CHECKING:
    from steward.foundation.ui.tables import Column, Table

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
CHUNK = 2000


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def safe_cell(value: Any) -> Any:
    """A value for a cell: text that a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV injection).

    Numbers stay numbers, None is empty, moments are written in the reader's time zone (ISO 8601), lists by "; ".
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.isoformat(sep=" ", timespec="seconds")
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple | set | frozenset) else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def csv_lines(headings: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The lines of a CSV file, BOM first."""
    writer = csv.writer(_Echo())
    yield BOM + str(writer.writerow([safe_cell(str(heading)) for heading in headings]))
    for row in rows:
        yield str(writer.writerow([safe_cell(value) for value in row]))


def csv_response(name: str, headings: Sequence[Any], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A download named `name`.csv, written while it is read."""
    response = StreamingHttpResponse(csv_lines(headings, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def export_csv(table: "Table", rows: Any, columns: Sequence["Column"] | None = None) -> StreamingHttpResponse:
    """All `rows` of a table as a download, with the given columns (default: all of them)."""
    shown = list(columns or table.columns)
    source = rows.iterator(CHUNK) if isinstance(rows, QuerySet) else rows
    lines = ([column.exported(row) for column in shown] for row in source)
    return csv_response(table.key, [column.label for column in shown], lines)
