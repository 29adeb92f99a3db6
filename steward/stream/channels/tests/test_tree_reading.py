"""A folder, an archive and a single file look the same."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from steward.stream.channels.errors import ImportProblem
from steward.stream.channels.importers.tree import Tree, open_tree
from steward.stream.channels.tests.readings import write

FILES = {"b/二.txt": "你好", "a.json": "[1]", "b/c/d.txt": b"\x00\x01", "__MACOSX/a": "x", "b/.DS_Store": "x"}
SEEN = {"a.json": b"[1]", "b/c/d.txt": b"\x00\x01", "b/二.txt": "你好".encode()}


def contents(tree: Tree) -> dict[str, bytes]:
    found = {}
    for entry in tree.entries():
        with entry.open() as stream:
            found[entry.path] = stream.read()
    return found


def as_tar(mode: str) -> Callable[[Path, Path], None]:
    def pack(folder: Path, target: Path) -> None:
        with tarfile.open(target, mode) as archive:  # type: ignore[call-overload]
            archive.add(folder, ".")

    return pack


def as_zip(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))


@pytest.mark.parametrize("pack", [as_zip, as_tar("w"), as_tar("w:gz"), as_tar("w:xz"), as_tar("w:bz2")])
def test_archives_show_the_files_of_the_folder_they_were_made_of(tmp_path: Path, pack) -> None:
    folder = write(tmp_path / "export", FILES)
    pack(folder, tmp_path / "archive")

    with open_tree(tmp_path / "archive") as tree:
        first, second = contents(tree), contents(tree)
        problems = tree.problems

    assert (first, second, problems) == (SEEN, SEEN, [])
    assert list(first) == sorted(SEEN)


def test_a_folder_shows_its_files_and_knows_where_it_is(tmp_path: Path) -> None:
    folder = write(tmp_path / "export", {**FILES, ".git/config": "secret"})

    with open_tree(folder) as tree:
        assert contents(tree) == SEEN
        assert (tree.root, tree.name, tree.size, tree.bytes_read) == (folder, "export", 11, 11)


@pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".xz", lzma.compress), (".bz2", bz2.compress)])
@pytest.mark.parametrize("named", [True, False])
def test_a_packed_file_reads_like_the_file_inside_whatever_its_name(tmp_path: Path, ending, pack, named) -> None:
    path = tmp_path / (f"2024.mbox{ending}" if named else "2024.mbox")
    path.write_bytes(pack(b"From nobody\n" * 1000))

    with open_tree(path) as tree:
        (entry,) = tree.entries()
        assert (entry.path, entry.suffix) == (f"2024.mbox{ending}", ".mbox")
        assert entry.open().read() == b"From nobody\n" * 1000


def test_the_temporary_folder_of_a_packed_tar_goes_when_the_tree_is_closed(tmp_path: Path) -> None:
    folder = write(tmp_path / "export", FILES)
    as_tar("w:gz")(folder, tmp_path / "export.tar.gz")
    workspace = tmp_path / "work"
    workspace.mkdir()

    with open_tree(tmp_path / "export.tar.gz", workspace=workspace) as tree:
        assert len(list(workspace.iterdir())) == 1
        assert contents(tree) == SEEN

    assert list(workspace.iterdir()) == []


def test_zip_names_from_chinese_windows_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("聊天记录.txt".encode("gb18030").decode("cp437")), "x")
    # zipfile writes the UTF-8 flag for such names; Windows does not.
    data = bytearray((tmp_path / "a.zip").read_bytes())
    stored = "聊天记录.txt".encode("gb18030")
    utf8 = stored.decode("cp437").encode()
    assert data.count(utf8) == 2
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("x" * len(stored), "x")
    (tmp_path / "b.zip").write_bytes((tmp_path / "b.zip").read_bytes().replace(b"x" * len(stored), stored))

    with open_tree(tmp_path / "b.zip") as tree:
        assert [entry.path for entry in tree.entries()] == ["聊天记录.txt"]


def test_a_part_of_a_tree_keeps_its_paths(tmp_path: Path) -> None:
    with open_tree(write(tmp_path / "export", FILES)) as tree:
        part = tree.under("b")
        assert [entry.path for entry in part.entries()] == ["b/c/d.txt", "b/二.txt"]
        assert (part.name, part.root) == ("b", tmp_path / "export" / "b")
        found = tree.find("d.txt")
        assert found
        assert found.path == "b/c/d.txt"


def test_nothing_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match="no file or folder"):
        open_tree(tmp_path / "nowhere")
