"""Where the files lie: in Django's default storage, so that an S3-compatible one can take the folder's place."""

from collections.abc import Mapping
from contextlib import suppress
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

_ALL = ("", "small", "medium")


def file_name(key: str, variant: str = "") -> str:
    """The name in the address: `<key>.webp`, `<key>-small.webp`."""
    return f"{key}-{variant}.webp" if variant else f"{key}.webp"


def path_of(name: str) -> str:
    """Where the file of that name lies: spread over 256 folders."""
    return f"pictures/{name[:2]}/{name}"


def write(key: str, files: Mapping[str, bytes]) -> None:
    """Store the files of a picture, by variant."""
    for variant, content in files.items():
        default_storage.save(path_of(file_name(key, variant)), ContentFile(content))


def delete(key: str) -> None:
    """Delete all files of a picture; those that are not there do not matter."""
    for variant in _ALL:
        with suppress(FileNotFoundError):
            default_storage.delete(path_of(file_name(key, variant)))


def opened(name: str) -> IO[bytes] | None:
    """The file of that name; of a variant that was not worth making, the whole picture; None when there is none."""
    for candidate in (name, name.partition("-")[0].removesuffix(".webp") + ".webp"):
        with suppress(FileNotFoundError):
            return default_storage.open(path_of(candidate))
    return None
