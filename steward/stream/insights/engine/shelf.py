"""Stored answers: each under what was asked, with a key of everything it was computed from."""

import time
from pathlib import Path
from typing import Any

import orjson

from steward.stream.insights.engine.files import write_atomically

#: Shelves nobody has written to for so long are thrown away (they cost nothing but a new computation).
STALE_SECONDS = 60 * 86_400
MOST_ENTRIES = 400


class Shelf:
    """One file: entry name → (key, rows). An entry whose key differs is as good as absent: nothing stale is ever read.

    Two processes writing at once lose one of the two additions, never more: it is computed again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[str, Any] | None = None
        self._changed = False

    def get(self, name: str, key: str) -> list[dict[str, Any]] | None:
        """The stored rows, None when they are not there or were computed from something else."""
        entry = self._load().get(name)
        if entry is None or entry["key"] != key:
            return None
        columns = entry["columns"]
        return [dict(zip(columns, row, strict=True)) for row in entry["rows"]]

    def put(self, name: str, key: str, rows: list[dict[str, Any]]) -> None:
        """Keep rows (plain numbers and texts) under a name; `save` writes them."""
        columns = list(rows[0]) if rows else []
        entries = self._load()
        entries.pop(name, None)
        entries[name] = {"key": key, "columns": columns, "rows": [list(row.values()) for row in rows]}
        self._changed = True

    def save(self) -> None:
        """Write what was put."""
        if not self._changed:
            return
        entries = self._load()
        for name in list(entries)[: max(0, len(entries) - MOST_ENTRIES)]:
            del entries[name]
        write_atomically(self._path, orjson.dumps(entries))
        self._changed = False

    def _load(self) -> dict[str, Any]:
        if self._entries is None:
            try:
                self._entries = orjson.loads(self._path.read_bytes())
            except (FileNotFoundError, orjson.JSONDecodeError):
                self._entries = {}
        return self._entries


def sweep(folder: Path) -> None:
    """Throw away shelves that were not written to for a long time."""
    limit = time.time() - STALE_SECONDS
    for path in folder.glob("*.json"):
        if path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
