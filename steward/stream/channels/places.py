"""Where exports may lie on this machine, and how large they may be. All of it comes from the environment."""

from pathlib import Path

from django.conf import settings

from steward.foundation.kernel import env

GIGABYTE = 1024**3


def uploads() -> Path:
    """The folder of uploaded exports."""
    return Path(settings.IMPORT_ROOT) / "uploads"


def workspace() -> Path:
    """The folder in which archives are unpacked for the time of reading."""
    folder = Path(settings.IMPORT_ROOT) / "workspace"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def roots() -> list[Path]:
    """Folders from which an owner may import by path in the console: STEWARD_IMPORT_ROOTS, separated by commas."""
    named = env.words("STEWARD_IMPORT_ROOTS")
    return [Path(word).resolve() for word in named] or [(Path(settings.STEWARD_HOME) / "imports" / "inbox").resolve()]


def upload_limit() -> int:
    """The largest upload in bytes: STEWARD_IMPORT_LIMIT_GB (20)."""
    return env.number("STEWARD_IMPORT_LIMIT_GB", 20) * GIGABYTE


def reserve() -> int:
    """Bytes that an upload must leave free on the disk: STEWARD_IMPORT_RESERVE_GB (1)."""
    return env.number("STEWARD_IMPORT_RESERVE_GB", 1) * GIGABYTE


def kept_days() -> int:
    """Days an uploaded file is kept after its import is done: STEWARD_IMPORT_KEPT_DAYS (7)."""
    return env.number("STEWARD_IMPORT_KEPT_DAYS", 7)


def is_inside(path: Path, folders: list[Path]) -> bool:
    """Whether the path, links followed, lies in one of the folders."""
    real = path.resolve()
    return any(real == folder or folder in real.parents for folder in folders)
