"""Fingerprints of months: what a month's results depend on, its activities *and* who is behind its identities."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from steward.stream.insights.engine.files import write_atomically
from steward.stream.insights.engine.window import first_of, next_month
from steward.stream.insights.metrics.definition import fingerprint

Ids = npt.NDArray[np.int64]


class Faces:
    """Month → a name that changes exactly when its rows, or the members behind them, do.

    A merge changes only the months in which one of the merged identities did something.
    """

    def __init__(self, connection: Any, months: dict[str, str], identity_version: str, folder: Path) -> None:
        self._connection = connection
        self._months = months
        self._version = str(identity_version)
        self._folder = folder

    def fingerprints(self) -> dict[str, str]:
        """The names of all months of the lake."""
        memory = self._folder / "faces.json"
        known: dict[str, Any] = json.loads(memory.read_text()) if memory.exists() else {}
        seen: dict[str, list[str]] = known.get("months", {}) if known.get("version") == self._version else {}
        found = {month: entry[1] for month, entry in seen.items() if self._months.get(month) == entry[0]}
        missing = [month for month in self._months if month not in found]
        if missing:
            mapping = self._mapping()
            for month in missing:
                found[month] = fingerprint(self._months[month], self._faces(month, mapping))
        entries = {month: (self._months[month], name) for month, name in sorted(found.items())}
        if missing or len(seen) != len(entries):
            write_atomically(memory, json.dumps({"version": self._version, "months": entries}).encode())
        return found

    def _mapping(self) -> tuple[Ids, Ids]:
        """Identities in order, and for each the member (negative for bots, which count nowhere)."""
        columns = self._connection.execute(
            "SELECT identity, CASE WHEN is_bot THEN -member ELSE member END AS member FROM identity ORDER BY identity"
        ).fetchnumpy()
        return np.asarray(columns["identity"], np.int64), np.asarray(columns["member"], np.int64)

    def _faces(self, month: str, mapping: tuple[Ids, Ids]) -> str:
        ids = self._identities(month)
        identities, members = mapping
        if not len(identities):
            return fingerprint(ids.tobytes())
        places = np.minimum(np.searchsorted(identities, ids), len(identities) - 1)
        faces = np.where(identities[places] == ids, members[places], 0)
        return hashlib.blake2b(ids.tobytes() + faces.tobytes(), digest_size=8).hexdigest()

    def _identities(self, month: str) -> Ids:
        """Who did something in a month: read from the lake once for each state of the month."""
        path = self._folder / "faces" / f"{month}-{fingerprint(self._months[month])}.npy"
        try:
            stored: Ids = np.load(path)
        except (FileNotFoundError, ValueError, EOFError):  # nobody has looked yet, or the file is torn
            return self._look(month, path)
        return stored

    def _look(self, month: str, path: Path) -> Ids:
        start = first_of(month)
        columns = self._connection.execute(
            "SELECT DISTINCT identity FROM activity WHERE day >= ? AND day < ? AND identity IS NOT NULL ORDER BY 1",
            [start, next_month(start)],
        ).fetchnumpy()
        ids = np.asarray(columns["identity"], np.int64)
        for old in path.parent.glob(f"{month}-*.npy"):
            old.unlink(missing_ok=True)
        write_atomically(path, ids)
        return ids
