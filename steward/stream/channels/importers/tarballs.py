"""How a tar archive, packed or not, is listed."""

import io
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, Self, cast

from django.utils.translation import gettext as _

from steward.stream.activity.records import BadRecord
from steward.stream.channels.importers.archives import is_noise, open_path, safe_path, too_large, too_many, unsafe
from steward.stream.channels.importers.entry import Entry, Listing, Meter
from steward.stream.channels.importers.streams import BROKEN, EntryProblem, Guarded, Limits, unpacker

_HEADER = 512
_LONGEST_NAME = 1 << 20
_EXTENDED = b"xgXLK"
_COPY = 1 << 16


class _Info(tarfile.TarInfo):
    """A header that refuses to read a gigabyte of "long name" into memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        header = super().frombuf(buf, encoding, errors)
        if header.type in _EXTENDED and header.size > _LONGEST_NAME:
            raise tarfile.ReadError(_("an extended header is too large"))
        return header


def is_tar(path: Path, packed: str) -> bool:
    """By the checksum of the first header."""
    with suppress(EntryProblem, *BROKEN), io.BufferedReader(Guarded(_stored(path, packed), _COPY)) as stream:
        return bool(tarfile.TarInfo.frombuf(stream.read(_HEADER), "utf-8", "surrogateescape").name)
    return False


def _stored(path: Path, packed: str) -> BinaryIO:
    stream = path.open("rb")
    return unpacker(packed, stream) if packed else stream


def list_plain(path: Path, limits: Limits) -> Listing:
    """An unpacked tar: every file is a run of bytes of the archive."""
    listing = Listing(path.stem, Meter())
    with path.open("rb") as stream, tarfile.open(fileobj=stream, mode="r:", tarinfo=_Info) as archive:
        for name, member in _members(archive, path, listing.problems, limits):
            opener = partial(_slice, path, member.offset_data, member.size)
            listing.entries.append(Entry(name, member.size, opener, limits, listing.meter))
        # A tar ends with a block of zeros; tarfile itself takes a cut-off header for the end.
        stream.seek(archive.offset)
        if not listing.problems and len(stream.read(_HEADER)) < _HEADER:
            listing.problems.append(BadRecord(path.name, f"byte {archive.offset}", "truncated"))
    return listing


def list_packed(path: Path, packed: str, limits: Limits, workspace: Path | None) -> Listing:
    """A packed tar has no random access: unpack it into numbered files, never under a name of the archive's."""
    folder = Path(tempfile.mkdtemp(prefix="steward-import-", dir=workspace))
    listing = Listing(path.name.split(".")[0], Meter(), close=partial(shutil.rmtree, folder, ignore_errors=True))
    limit = min(limits.total_bytes, max(limits.free_bytes, limits.ratio * path.stat().st_size))
    try:
        with io.BufferedReader(Guarded(_stored(path, packed), limit), _COPY) as stream:
            _unpack(cast("BinaryIO", stream), path, folder, listing, limits)
    except BaseException as error:
        listing.close()
        if isinstance(error, EntryProblem):
            raise too_large(path) from error
        raise
    return listing


def _unpack(stream: BinaryIO, path: Path, folder: Path, listing: Listing, limits: Limits) -> None:
    """Copy the members out; a cut-off end is a problem of the listing, what came before it stays."""
    with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Info) as archive:
        for number, (name, member) in enumerate(_members(archive, path, listing.problems, limits)):
            source = archive.extractfile(member)
            target = folder / f"{number:07d}"
            if source is None:
                continue
            try:
                with source, target.open("wb") as sink:
                    shutil.copyfileobj(source, sink, _COPY)
            except (EntryProblem, *BROKEN) as error:
                if isinstance(error, EntryProblem) and error.reason == "too-large":
                    raise
                # What came before the cut stays readable.
                listing.problems.append(BadRecord(name, f"byte {target.stat().st_size}", "truncated", str(error)))
                return
            finally:
                entry = Entry(name, target.stat().st_size, partial(open_path, target), limits, listing.meter)
                listing.entries.append(entry)


def _members(
    archive: tarfile.TarFile, path: Path, problems: list[BadRecord], limits: Limits
) -> Iterator[tuple[str, tarfile.TarInfo]]:
    """The regular files in stored order; what is unsafe or broken goes to `problems`."""
    for count in range(limits.files + 1):
        try:
            member = archive.next()
        except (EntryProblem, *BROKEN) as error:
            if isinstance(error, EntryProblem) and error.reason == "too-large":
                raise
            problems.append(BadRecord(path.name, f"item {count + 1}", "truncated", str(error)))
            return
        if member is None:
            return
        # The archive would remember every header; millions of empty files must not fill the memory.
        archive.members = []  # type: ignore[attr-defined]
        safe = safe_path(member.name)
        if safe is None:
            problems.append(unsafe(member.name, _("leads outside")))
        elif member.isreg() and not member.issparse():
            if not is_noise(safe):
                yield safe, member
        elif not member.isdir():
            problems.append(unsafe(safe, _("a link or a device")))
    raise too_many(limits)


class _Slice(io.RawIOBase):
    """A run of bytes inside a file."""

    def __init__(self, path: Path, start: int, size: int) -> None:
        super().__init__()
        self._file = path.open("rb", buffering=0)
        self._file.seek(start)
        self._left = size

    def read1(self, size: int) -> bytes:
        """At most `size` bytes; fewer than promised in all is a truncated archive."""
        data = self._file.read(min(size, self._left))
        if not data and self._left:
            raise EOFError(_("the archive ends inside this file"))
        self._left -= len(data)
        return data

    def close(self) -> None:
        """Close the archive's file too."""
        self._file.close()
        super().close()


def _slice(path: Path, start: int, size: int) -> BinaryIO:
    return cast("BinaryIO", _Slice(path, start, size))
