"""Uploads that go straight to their place on the disk, measured and hashed on the way, never into memory."""

import hashlib
import shutil
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.utils.translation import gettext as _

from steward.foundation.kernel.text import cut
from steward.stream.channels import places


class StoredUpload(UploadedFile):  # type: ignore[type-arg]  # not generic at run time
    """An upload that lies at `path` already; `fingerprint` is as `fingerprint.measure` would give it."""

    def __init__(self, path: Path, name: str, size: int, fingerprint: str) -> None:
        super().__init__(file=None, name=name, size=size)
        self.path = path
        self.fingerprint = fingerprint


class StoringHandler(FileUploadHandler):
    """Writes the files of one request into a folder of their own below `places.uploads()`, each under its own name.

    After a refusal `problem` has the sentence.
    """

    chunk_size = 1 << 20

    def __init__(self) -> None:
        super().__init__()
        self.problem = ""
        self.folder = places.uploads() / uuid4().hex
        self._written = 0
        self._file: BinaryIO | None = None

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803  (Django's name)
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Refuse by the announced length before anything is written."""
        del input_data, META, boundary, encoding
        self.folder.mkdir(parents=True)
        if content_length > places.upload_limit():
            self.problem = self._too_large()
        elif content_length > shutil.disk_usage(self.folder).free - places.reserve():
            self.problem = _("There is not enough room on the server's disk for this file.")

    @staticmethod
    def _too_large() -> str:
        sentence = _("The file is larger than %(size)s GB. Put it on the server and import it there.")
        return sentence % {"size": places.upload_limit() // places.GIGABYTE}

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open the place of the next file."""
        super().new_file(*args, **kwargs)
        if self.problem:
            raise StopUpload(connection_reset=False)
        self._path = self.folder / _name(self.file_name or "", self.folder)
        self._file = self._path.open("xb")
        self._digest = hashlib.sha256()
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece; the true length counts, not the announced one."""
        del start
        assert self._file is not None
        self._written += len(raw_data)
        self._size += len(raw_data)
        if self._written > places.upload_limit():
            self.problem = self._too_large()
            raise StopUpload(connection_reset=False)
        self._file.write(raw_data)
        self._digest.update(raw_data)

    def file_complete(self, file_size: int) -> StoredUpload:
        """The file is whole."""
        del file_size
        self._close()
        return StoredUpload(self._path, self._path.name, self._size, f"sha256:{self._digest.hexdigest()}")

    def upload_interrupted(self) -> None:
        """Leave nothing of a broken upload behind."""
        self.discard()

    def discard(self) -> None:
        """Remove everything this request wrote."""
        self._close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _name(given: str, folder: Path) -> str:
    """The file's own name (formats look at it), made harmless, and not taken yet."""
    plain = "".join(char for char in given if char.isprintable() and char not in '/\\:*?"<>|').strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    name = (cut(stem, 60) + dot + suffix[:20] if stem else cut(plain, 60)) or "export"
    return f"{uuid4().hex[:6]}-{name}" if (folder / name).exists() else name
