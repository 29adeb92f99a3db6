"""How a folder, a zip archive or a single file is listed; tar archives are in `tarballs`."""

import os
import re
import stat
import zipfile
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from django.utils.translation import gettext as _

from steward.stream.activity.records import BadRecord
from steward.stream.channels.errors import ImportProblem
from steward.stream.channels.importers.entry import Entry, Listing, Meter
from steward.stream.channels.importers.streams import BROKEN, Limits

_MAGIC = {b"\x1f\x8b": ".gz", b"\xfd7zXZ\x00": ".xz", b"BZh": ".bz2"}
_SKIPPED_FOLDERS = {"__MACOSX", ".git", ".hg", ".svn"}
_SKIPPED_FILES = {".DS_Store", "Thumbs.db", "desktop.ini"}


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(8)


def is_zip(path: Path) -> bool:
    """By its first bytes."""
    return _head(path)[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def packing(path: Path) -> str:
    """`.gz`, `.xz`, `.bz2`, or "" for a file that is not packed, by its first bytes."""
    head = _head(path)
    return next((suffix for magic, suffix in _MAGIC.items() if head.startswith(magic)), "")


def open_path(path: Path) -> BinaryIO:
    """Open a file, never through a link put in its place after it was listed."""
    return cast("BinaryIO", os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb", buffering=0))


def safe_path(name: str) -> str | None:
    """The normalised path, or None when it leads outside of the archive."""
    parts = name.replace("\\", "/").split("/")
    if parts[0] == "" or ".." in parts or re.match(r"[A-Za-z]:", parts[0]) or "\0" in name:
        return None
    return "/".join(part for part in parts if part not in ("", ".")) or "."


def is_noise(path: str) -> bool:
    """Files that operating systems and version control leave everywhere."""
    folders, _slash, name = path.rpartition("/")
    return name in _SKIPPED_FILES or not _SKIPPED_FOLDERS.isdisjoint(folders.split("/"))


def unsafe(path: str, detail: str) -> BadRecord:
    """A path that was refused."""
    return BadRecord(path[:500], "byte 0", "unsafe-path", detail)


def too_many(limits: Limits) -> ImportProblem:
    """More files than the limit."""
    return ImportProblem(_("There are more than %(count)s files in it. Import a part of it.") % {"count": limits.files})


def too_large(path: Path) -> ImportProblem:
    """An archive that unpacks to more than the limit: a bomb, or simply too much."""
    return ImportProblem(
        _("“%(name)s” unpacks to more than the limit; nothing was imported. Unpack and import a part of it.")
        % {"name": path.name}
    )


def list_file(path: Path, packed: str, limits: Limits) -> Listing:
    """A single file; the entry's name tells later whether to unpack, so it gets the ending its content asks for."""
    meter = Meter()
    name = path.name if path.name.lower().endswith(packed) else path.name + packed
    entry = Entry(name, path.stat().st_size, partial(open_path, path.resolve()), limits, meter)
    return Listing(path.name, meter, [entry])


def list_folder(path: Path, limits: Limits) -> Listing:
    """A folder; links are not followed (they may lead anywhere) and listed as problems."""
    listing = Listing(path.resolve().name, Meter(), root=path.resolve())
    for folder, folders, files in os.walk(path):
        folders[:] = [name for name in folders if name not in _SKIPPED_FOLDERS]
        for name in (*folders, *files):
            full = Path(folder) / name
            relative = full.relative_to(path).as_posix()
            info = full.lstat()
            if stat.S_ISLNK(info.st_mode):
                listing.problems.append(unsafe(relative, _("a link")))
            elif stat.S_ISREG(info.st_mode) and name not in _SKIPPED_FILES:
                opener = partial(open_path, full)
                listing.entries.append(Entry(relative, info.st_size, opener, limits, listing.meter))
        if len(listing.entries) > limits.files:
            raise too_many(limits)
    return listing


def list_zip(path: Path, limits: Limits) -> Listing:
    """Sizes are the declared ones; the reader never gives more than declared, so the check binds."""
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise ImportProblem(
            _("The zip archive “%(name)s” is cut off or damaged: its list of files is missing. Fetch it again.")
            % {"name": path.name}
        ) from error
    listing = Listing(path.stem, Meter(), close=archive.close)
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    if len(members) > limits.files:
        archive.close()
        raise too_many(limits)
    if total > min(limits.total_bytes, max(limits.free_bytes, limits.ratio * path.stat().st_size)):
        archive.close()
        raise too_large(path)
    for member in members:
        found = _zip_entry(archive, member, limits, listing.meter)
        if isinstance(found, BadRecord):
            listing.problems.append(found)
        elif found is not None:
            listing.entries.append(found)
    return listing


def _zip_entry(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits, meter: Meter
) -> Entry | BadRecord | None:
    name = _zip_name(member)
    safe = safe_path(name)
    if safe is None:
        return unsafe(name, _("leads outside"))
    if member.is_dir() or is_noise(safe):
        return None
    if stat.S_ISLNK(member.external_attr >> 16):
        return unsafe(safe, _("a link"))
    if member.flag_bits & 0x1:
        return BadRecord(safe, "byte 0", "unknown-shape", _("protected by a password"))
    if member.file_size > max(limits.free_bytes, limits.ratio * member.compress_size):
        return BadRecord(safe, "byte 0", "too-large", f"{member.compress_size} → {member.file_size} bytes")
    return Entry(safe, member.file_size, lambda: cast("BinaryIO", archive.open(member)), limits, meter)


def _zip_name(member: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 flag are UTF-8 (macOS) or GB18030 (Chinese Windows) far more often than code page 437."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        stored = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return stored.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename
