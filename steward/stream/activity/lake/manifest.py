"""The manifest: which files make up the lake now. Replaced in one step, so a reader sees one state or the next."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

#: Of the layout of files and columns: another number means the lake is built again from the database.
FORMAT = 1

#: How long a file that is no longer part of the lake stays, for readers that took the manifest before.
GRACE_SECONDS = 600


@dataclass(slots=True)
class Part:
    """One Parquet file of a month."""

    file: str  # below the lake's folder
    rows: int
    low: int  # smallest and greatest id
    high: int


@dataclass(slots=True)
class Month:
    """The rows of a local month."""

    parts: list[Part] = field(default_factory=list)
    rows: int = 0
    content: int = 0  # sum of the rows' hashes
    sources: list[int] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Changes exactly when the content does."""
        return digest(self.rows, self.content)


@dataclass(slots=True)
class Table:
    """One of the smaller tables."""

    file: str
    position: int = 0  # number in its sequence up to which it is complete
    removals: int = 0  # number of removals it has seen


@dataclass(slots=True)
class Manifest:
    """One state of the lake."""

    timezone: str
    generation: int = 0
    cursor: int = 0  # number in the stream up to which the months are complete
    months: dict[str, Month] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    retired: dict[str, float] = field(default_factory=dict)  # file → when it left the lake
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """Rows in all months."""
        return sum(month.rows for month in self.months.values())

    @property
    def files(self) -> set[str]:
        """Every file that belongs to this state."""
        parts = {part.file for month in self.months.values() for part in month.parts}
        return parts | {table.file for table in self.tables.values()}


def digest(rows: int, content: int) -> str:
    """The digest of so many rows with this sum of hashes."""
    return f"{rows:x}-{content:x}"


def load(root: Path) -> Manifest | None:
    """The present state; None when there is no lake yet or its format is another."""
    try:
        data = json.loads((root / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if data["format"] != FORMAT:
        return None
    months = {
        name: Month(**month | {"parts": [Part(**part) for part in month["parts"]]})
        for name, month in data["months"].items()
    }
    tables = {name: Table(**table) for name, table in data["tables"].items()}
    return Manifest(**data | {"months": months, "tables": tables})


def commit(root: Path, manifest: Manifest) -> None:
    """Make this the present state, surviving a power cut."""
    write = root / "manifest.json.new"
    with write.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file)
        file.flush()
        os.fsync(file.fileno())
    write.replace(root / "manifest.json")
    sync_folder(root)


def sweep(root: Path, manifest: Manifest, *, grace: float = GRACE_SECONDS) -> bool:
    """Remove files that left the lake more than `grace` seconds ago, and what a killed writer left behind.

    Only the writer that holds the lock may call this. Whether `manifest.retired` became shorter.
    """
    now = time.time()
    kept, left = manifest.files, set()
    for path in [*root.glob("activity/*/*"), *root.glob("tables/*")]:
        name = path.relative_to(root).as_posix()
        if name in kept:
            continue
        if now - (manifest.retired.get(name) or path.stat().st_mtime) >= grace:
            path.unlink()
        else:
            left.add(name)
    swept = {name: since for name, since in manifest.retired.items() if name in left}
    shorter = len(swept) < len(manifest.retired)
    manifest.retired = swept
    return shorter


def sync_folder(folder: Path) -> None:
    """Make the folder's entries survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Be the only writer, over all processes and threads; waits for the one before."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
