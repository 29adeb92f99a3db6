"""Runs `git log` on a repository that may come from anywhere, without letting it run anything.

Its configuration, hooks, attributes and mail map are never read: git works in an empty repository of ours that borrows
the other's objects and copies of its references.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from django.utils.translation import gettext as _

from steward.stream.channels.errors import ImportProblem

#: Every field ends with a NUL, which cannot stand in any of them.
_FORMAT = "%H%x00%P%x00%an%x00%ae%x00%at%x00%B"
_FIELDS = 6
_CHUNK = 1 << 20
_SHA256 = re.compile(r"^\s*objectformat\s*=\s*sha256\s*$", re.IGNORECASE | re.MULTILINE)
_REFERENCES = ("HEAD", "packed-refs")


def git_folder(root: Path) -> Path | None:
    """The folder that holds the objects: `root/.git`, or `root` itself when it is bare."""
    for folder in (root / ".git", root):
        if (folder / "objects").is_dir() and (folder / "HEAD").is_file() and not folder.is_symlink():
            return folder
    return None


def log(folder: Path) -> Iterator[list[bytes]]:
    """The commits of all branches and tags, oldest first: id, parents, author's name, address, seconds, message.

    Raises `ImportProblem` when git is not installed or cannot read the repository at all.
    """
    program = shutil.which("git")
    if program is None:
        raise ImportProblem(_("Git is not installed here. Install it, or import the log as CSV."))
    with _ours(folder) as (home, environment):
        command = [program, "log", "--all", "--reverse", "--topo-order", "-z", "--no-color", "--no-show-signature"]
        command += ["--no-notes", "--no-mailmap", "--no-ext-diff", "--no-textconv", f"--format=tformat:{_FORMAT}"]
        with (home / "errors").open("w+b") as errors:
            process = subprocess.Popen(  # noqa: S603 - the program is git, every argument is ours
                command, cwd=home, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
            )
            try:
                found = yield from _commits(process)
            finally:
                process.kill()
                process.wait()
            errors.seek(0)
            said = errors.read(2_000).decode("utf-8", "replace").strip()
        if not found and said:
            raise ImportProblem(_("Git cannot read this repository: %(error)s") % {"error": said})


def _commits(process: subprocess.Popen[bytes]) -> Generator[list[bytes], None, int]:
    """Yields commits, returns how many."""
    stream = cast("IO[bytes]", process.stdout)
    fields: list[bytes] = []
    rest = b""
    found = 0
    while chunk := stream.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        fields += whole
        ready = len(fields) // _FIELDS * _FIELDS
        for start in range(0, ready, _FIELDS):
            yield fields[start : start + _FIELDS]
        found += ready // _FIELDS
        fields = fields[ready:]
    return found


@contextmanager
def _ours(folder: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """An empty repository with our own configuration, and the environment that lends it the other's objects."""
    with tempfile.TemporaryDirectory(prefix="steward-git-") as name:
        home = Path(name)
        for part in ("objects", "refs"):
            (home / part).mkdir()
        for reference in _REFERENCES:
            if (folder / reference).is_file() and not (folder / reference).is_symlink():
                shutil.copyfile(folder / reference, home / reference)
        _copy_references(folder / "refs", home / "refs")
        (home / "config").write_text(_configuration(folder), encoding="utf-8")
        shallow = folder / "shallow"
        if shallow.is_file() and not shallow.is_symlink():
            shutil.copyfile(shallow, home / "shallow")
        yield home, _environment(home, folder)


def _copy_references(source: Path, target: Path) -> None:
    for folder, folders, files in os.walk(source):
        inner = target / Path(folder).relative_to(source)
        inner.mkdir(exist_ok=True)
        folders[:] = [name for name in folders if not (Path(folder) / name).is_symlink()]
        for name in files:
            path = Path(folder) / name
            if not path.is_symlink() and path.stat().st_size <= 1_000:
                shutil.copyfile(path, inner / name)


def _configuration(folder: Path) -> str:
    """Ours; of theirs only the object format is looked up, as text."""
    theirs = folder / "config"
    sha256 = theirs.is_file() and _SHA256.search(theirs.read_text("utf-8", "replace")[:100_000])
    version, extension = (1, "[extensions]\n\tobjectFormat = sha256\n") if sha256 else (0, "")
    return f"[core]\n\trepositoryformatversion = {version}\n\tbare = true\n\thooksPath = /dev/null\n{extension}"


def _environment(home: Path, folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C.UTF-8",
        "HOME": str(home),
        "GIT_DIR": str(home),
        "GIT_OBJECT_DIRECTORY": str((folder / "objects").resolve()),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_PAGER": "cat",
    }
