"""Whether two readings of an export see the same bytes: only then may the second go on where the first stopped."""

import hashlib
from pathlib import Path

_CHUNK = 1 << 20
_SKIPPED = {".DS_Store", "Thumbs.db"}


def measure(path: Path) -> tuple[str, int]:
    """The fingerprint and the size in bytes of a file (by content) or a folder (by names, sizes and times of change).

    Raises OSError.
    """
    return _folder(path) if path.is_dir() else _file(path)


def _file(path: Path) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return f"sha256:{digest.hexdigest()}", size


def _folder(path: Path) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    for file in sorted(path.rglob("*")):
        if file.is_symlink() or not file.is_file() or file.name in _SKIPPED:
            continue
        info = file.stat()
        size += info.st_size
        digest.update(f"{file.relative_to(path).as_posix()}\0{info.st_size}\0{info.st_mtime_ns}\0".encode())
    return f"folder:{digest.hexdigest()}", size
