"""A folder, a zip or tar archive, or a single file, seen the same way and read safely.

Nothing is ever written under a name that comes from the archive, links are never followed, and every stream that
unpacks something stops at the limits. What had to be left out is listed in `Tree.problems`.
"""

from pathlib import Path
from types import TracebackType
from typing import Self

from django.utils.translation import gettext as _

from steward.stream.channels.errors import ImportProblem
from steward.stream.channels.importers import archives, tarballs
from steward.stream.channels.importers.entry import Entry, Listing
from steward.stream.channels.importers.streams import EntryProblem, Limits

__all__ = ["Entry", "EntryProblem", "Limits", "Tree", "open_tree"]


class Tree:
    """All files, in a fixed order (sorted by path). Use it as a context manager: it may own a temporary folder."""

    def __init__(self, listing: Listing) -> None:
        self.name = listing.name
        #: The folder itself, when the tree is a folder on this machine (git reads it there).
        self.root = listing.root
        #: What could not be listed: unsafe paths, files that are too large, the end of a truncated archive.
        self.problems = list(listing.problems)
        # An archive may hold a path twice; like every unpacker, the later one wins.
        self._entries = dict(sorted({entry.path: entry for entry in listing.entries}.items()))
        self._meter = listing.meter
        self._close = listing.close

    def entries(self) -> list[Entry]:
        """Every readable file."""
        return list(self._entries.values())

    def get(self, path: str) -> Entry | None:
        """The file with exactly this path."""
        return self._entries.get(path)

    def find(self, name: str) -> Entry | None:
        """The file with this name that lies least deep (the first by path among equals)."""
        found = (entry for entry in self._entries.values() if entry.name == name)
        return min(found, key=lambda entry: (entry.path.count("/"), entry.path), default=None)

    def under(self, folder: str) -> "Tree":
        """The part below a folder (`""` is everything). Paths stay as they are; closing stays with the parent."""
        prefix = f"{folder.rstrip('/')}/" if folder else ""
        return Tree(
            Listing(
                name=folder.rstrip("/").rpartition("/")[2] or self.name,
                meter=self._meter,
                entries=[entry for path, entry in self._entries.items() if path.startswith(prefix)],
                problems=[problem for problem in self.problems if problem.file.startswith(prefix)],
                root=self.root / folder if self.root else None,
            )
        )

    @property
    def size(self) -> int:
        """Bytes of all files as stored; `bytes_read` runs up to it when every file is read once."""
        return sum(entry.size for entry in self._entries.values())

    @property
    def bytes_read(self) -> int:
        """Bytes read so far, for a progress bar."""
        return self._meter.read

    def close(self) -> None:
        """Give back the archive handle and the temporary folder."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()


def open_tree(path: Path, *, limits: Limits | None = None, workspace: Path | None = None) -> Tree:
    """Look into a folder, a zip or tar(.gz/.xz/.bz2) archive or a single file.

    The kind is told by content, not by name. Compressed tar archives are unpacked into a temporary folder (below
    `workspace`) that `close` removes. Raises `ImportProblem` when nothing at all can be read.
    """
    limits = limits or Limits()
    try:
        return Tree(_list(path, limits, workspace))
    except FileNotFoundError as error:
        raise ImportProblem(_("There is no file or folder “%(path)s”.") % {"path": path}) from error
    except OSError as error:
        sentence = _("“%(path)s” cannot be read: %(error)s.") % {"path": path, "error": error.strerror or error}
        raise ImportProblem(sentence) from error


def _list(path: Path, limits: Limits, workspace: Path | None) -> Listing:
    if path.is_dir():
        return archives.list_folder(path, limits)
    if archives.is_zip(path):
        return archives.list_zip(path, limits)
    packed = archives.packing(path)
    if not tarballs.is_tar(path, packed):
        return archives.list_file(path, packed, limits)
    return tarballs.list_packed(path, packed, limits, workspace) if packed else tarballs.list_plain(path, limits)
