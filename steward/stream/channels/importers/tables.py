"""CSV files of any size, row by row."""

import csv
from collections.abc import Iterator

from steward.stream.activity.records import BadRecord
from steward.stream.channels.importers.entry import Entry
from steward.stream.channels.importers.streams import EntryProblem
from steward.stream.channels.importers.text import decode, iter_lines

_LONGEST_FIELD = 1 << 20


def iter_csv(entry: Entry, encoding: str = "") -> Iterator[dict[str, str] | BadRecord]:
    """Every row as an object keyed by the header line; a row that cannot be read is a `BadRecord`.

    A forgotten quote swallows at most a megabyte.
    """
    bad: list[BadRecord] = []
    csv.field_size_limit(_LONGEST_FIELD)
    rows = csv.reader(_text(entry, encoding, bad))
    header: list[str] | None = None
    while True:
        start = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield entry.bad("unknown-shape", f"line {start}", str(error))
            continue
        yield from bad
        bad.clear()
        if row is None:
            return
        if header is None:
            header = [name.strip() for name in row]
        elif row and len(row) != len(header):
            yield entry.bad("unknown-shape", f"line {start}", f"{len(row)} ≠ {len(header)}", ",".join(row))
        elif row:
            yield dict(zip(header, row, strict=True))


def header_of(entry: Entry) -> list[str]:
    """The columns of a CSV file, or nothing."""
    try:
        first = next(_text(entry, "", []), "")
    except EntryProblem:
        return []
    return [name.strip() for name in next(csv.reader([first[:10_000]]), [])]


def _text(entry: Entry, encoding: str, bad: list[BadRecord]) -> Iterator[str]:
    for line in iter_lines(entry, _LONGEST_FIELD * 4, encoding):
        if isinstance(line, BadRecord):
            bad.append(line)
        else:
            yield decode(line[1]) + "\n"
