"""One file of a tree, wherever it is stored."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from steward.stream.activity.records import BadRecord
from steward.stream.channels.importers import streams
from steward.stream.channels.importers.streams import EntryProblem, Limits

_BUFFER = 1 << 18


@dataclass(slots=True)
class Meter:
    """How many bytes of the stored files were read so far (for progress; unpacking is not counted twice)."""

    read: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a tree.

    `path` uses forward slashes; `size` is in bytes as stored (of the packed bytes for a lone `.gz`, `.xz` or `.bz2`,
    which `open` unpacks on the way: `a.mbox.gz` reads like `a.mbox`).
    """

    path: str
    size: int
    source: Callable[[], BinaryIO] = field(repr=False, compare=False)
    limits: Limits = field(default_factory=Limits, repr=False, compare=False)
    meter: Meter = field(default_factory=Meter, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def packed(self) -> bool:
        """Whether `open` unpacks, so that `size` says little."""
        return self.path.lower().endswith(streams.PACKED_SUFFIXES)

    @property
    def suffix(self) -> str:
        """The lower-case ending that tells the format: `.mbox` for `a.mbox.gz`."""
        name = self.name.lower()
        for packed in streams.PACKED_SUFFIXES:
            name = name.removesuffix(packed)
        dot = name.rfind(".")
        return name[dot:] if dot > 0 else ""

    def open(self) -> BinaryIO:
        """Open for reading, unpacked, from the start, as often as needed. Reading may raise `EntryProblem`."""
        try:
            stored: BinaryIO = self.source()
        except streams.BROKEN as error:
            raise EntryProblem("truncated", str(error)) from error
        raw = streams.Guarded(stored, self.limits.total_bytes, self.meter)
        packed = next((s for s in streams.PACKED_SUFFIXES if self.path.lower().endswith(s)), "")
        if not packed:
            return cast("BinaryIO", io.BufferedReader(raw, _BUFFER))
        limit = min(self.limits.total_bytes, max(self.limits.free_bytes, self.size * self.limits.ratio))
        unpacked = streams.unpacker(packed, cast("BinaryIO", io.BufferedReader(raw, _BUFFER)))
        return cast("BinaryIO", io.BufferedReader(streams.Guarded(unpacked, limit), _BUFFER))

    def bad(self, reason: str, position: str = "", detail: str = "", raw: str = "") -> BadRecord:
        """A quarantine record that points into this file."""
        return BadRecord(self.path, position or "byte 0", reason, detail[:500], raw[:10_000])


@dataclass(slots=True)
class Listing:
    """What was found inside a folder or an archive, and what has to be closed or removed afterwards."""

    name: str
    meter: Meter
    entries: list[Entry] = field(default_factory=list)
    problems: list[BadRecord] = field(default_factory=list)
    root: Path | None = None
    close: Callable[[], None] = lambda: None
