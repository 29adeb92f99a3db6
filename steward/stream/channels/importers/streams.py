"""Byte streams that stop at a limit and turn every way of being broken into one error."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol, cast

from django.utils.translation import gettext as _

from steward.stream.channels.errors import REASONS, ImportProblem

PACKED_SUFFIXES = (".gz", ".xz", ".bz2")

#: What the standard library raises when a compressed stream or an archive is broken.
BROKEN = (
    EOFError,
    OSError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    tarfile.TarError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may unpack to. Chat exports pack 5–30 times; deflate ends at 1,032, xz far beyond."""

    total_bytes: int = 50 << 30
    files: int = 500_000
    ratio: int = 250
    #: Below this size the ratio does not matter: it cannot hurt anybody.
    free_bytes: int = 64 << 20


class EntryProblem(ImportProblem):
    """One file cannot be read (any further). `reason` is a key of `errors.REASONS`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        sentence = str(REASONS[reason])
        super().__init__(f"{sentence} ({detail})" if detail else sentence)
        self.reason = reason
        self.detail = detail


class Counter(Protocol):
    """Whoever wants to know how many bytes were read."""

    read: int


class Guarded(io.RawIOBase):
    """Reads `inner` up to `limit` bytes; more, or a broken stream, is an `EntryProblem`."""

    def __init__(self, inner: BinaryIO, limit: int, meter: Counter | None = None) -> None:
        super().__init__()
        self._inner = inner
        # One call to the unpacker at a time: what came before a broken block is delivered, not lost with it.
        self._read = cast("Callable[[int], bytes]", getattr(inner, "read1", inner.read))
        self._left = limit
        self._meter = meter

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read some bytes into `buffer`; 0 at the end."""
        try:
            data = self._read(len(buffer))
        except EntryProblem:
            raise
        except BROKEN as error:
            raise EntryProblem("truncated", str(error) or type(error).__name__) from error
        size = len(data)
        self._left -= size
        if self._left < 0:
            raise EntryProblem("too-large", _("more than the limit"))
        if self._meter is not None:
            self._meter.read += size
        buffer[:size] = data
        return size

    def close(self) -> None:
        """Close the inner stream too."""
        if not self.closed:
            self._inner.close()
        super().close()


class _Owning(io.RawIOBase):
    """An unpacker together with the stream it reads: closing one closes both."""

    def __init__(self, unpacker: BinaryIO, below: BinaryIO) -> None:
        super().__init__()
        self._unpacker = unpacker
        self._below = below

    def readable(self) -> bool:
        return True

    def read1(self, size: int) -> bytes:
        return cast("bytes", self._unpacker.read1(size))  # type: ignore[attr-defined]

    def close(self) -> None:
        if not self.closed:
            self._unpacker.close()
            self._below.close()
        super().close()


def unpacker(suffix: str, stream: BinaryIO) -> BinaryIO:
    """The unpacked bytes of a `.gz`, `.xz` or `.bz2` stream."""
    # gzip's first argument is a name, not a stream.
    openers: dict[str, Callable[[BinaryIO], object]] = {
        ".gz": lambda below: gzip.GzipFile(fileobj=below),
        ".xz": lzma.LZMAFile,
        ".bz2": bz2.BZ2File,
    }
    return cast("BinaryIO", _Owning(cast("BinaryIO", openers[suffix](stream)), stream))
