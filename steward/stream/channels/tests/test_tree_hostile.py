"""Archives made to do harm, or damaged on their way."""

import gzip
import io
import os
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steward.stream.channels.errors import REASONS, ImportProblem
from steward.stream.channels.importers.streams import EntryProblem, Limits
from steward.stream.channels.importers.tree import Tree, open_tree
from steward.stream.channels.tests.readings import write

SMALL = Limits(total_bytes=10 << 20, files=50, ratio=100, free_bytes=1 << 20)


def paths(tree: Tree) -> list[str]:
    return [entry.path for entry in tree.entries()]


def reasons(tree: Tree) -> list[tuple[str, str]]:
    return [(problem.file, problem.reason) for problem in tree.problems]


def read_everything(path: Path) -> list[str]:
    """The reasons why something could not be read; anything but an `ImportProblem` is a fault of ours."""
    found = []
    try:
        with open_tree(path, limits=SMALL) as tree:
            for entry in tree.entries():
                try:
                    with entry.open() as stream:
                        while stream.read(1 << 16):
                            pass
                except EntryProblem as problem:
                    found.append(problem.reason)
    except ImportProblem as problem:
        return [problem.sentence and "truncated"]
    return found


def tar_with(target: Path, mode: str, members: list[tarfile.TarInfo]) -> Path:
    with tarfile.open(target, mode) as archive:  # type: ignore[call-overload]
        for member in members:
            archive.addfile(member, io.BytesIO(b"x" * member.size))
    return target


def file(name: str, size: int = 3) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size = size
    return member


def link(name: str, target: str, kind: bytes) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_cannot_reach_outside(tmp_path: Path, mode: str) -> None:
    bad = ["../up", "/etc/passwd", "a/../../up", "C:\\windows", "a\\..\\..\\b"]
    members = [
        file("good"),
        *map(file, bad),
        link("hard", "/etc/passwd", tarfile.LNKTYPE),
        link("soft", "../x", tarfile.SYMTYPE),
        link("pipe", "", tarfile.FIFOTYPE),
    ]
    target = tar_with(tmp_path / "a.tar", mode, members)

    with open_tree(target, workspace=tmp_path) as tree:
        assert paths(tree) == ["good"]
        assert reasons(tree) == [
            (name, "unsafe-path") for name in [*bad[:1], "/etc/passwd", *bad[2:], "hard", "soft", "pipe"]
        ]
    assert not (tmp_path.parent / "up").exists()


def test_a_zip_cannot_reach_outside(tmp_path: Path) -> None:
    soft = zipfile.ZipInfo("soft")
    soft.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("good", "../up", "/etc/passwd", "a/../../b"):
            archive.writestr(name, "x")
        archive.writestr(soft, "/etc/passwd")

    with open_tree(tmp_path / "a.zip") as tree:
        assert paths(tree) == ["good"]
        assert [reason for _file, reason in reasons(tree)] == ["unsafe-path"] * 4


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder = write(tmp_path / "export", {"good": "x"})
    (folder / "folder").symlink_to("/etc")
    (folder / "file").symlink_to("/etc/passwd")

    with open_tree(folder) as tree:
        assert paths(tree) == ["good"]
        assert sorted(reasons(tree)) == [("file", "unsafe-path"), ("folder", "unsafe-path")]


def test_a_zip_bomb_is_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.json", b"\0" * (8 << 20))

    with pytest.raises(ImportProblem, match="more than the limit"):
        open_tree(tmp_path / "bomb.zip", limits=SMALL)


def test_one_bomb_among_honest_files_is_left_out(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("honest.txt", os.urandom(1 << 19))
        archive.writestr("zeros.json", b"\0" * (4 << 20))

    with open_tree(tmp_path / "bomb.zip", limits=SMALL) as tree:
        assert paths(tree) == ["honest.txt"]
        assert reasons(tree) == [("zeros.json", "too-large")]


def test_a_packed_tar_bomb_stops_at_the_limit_and_leaves_nothing(tmp_path: Path) -> None:
    target = tar_with(tmp_path / "bomb.tar.gz", "w:gz", [file("a", 8 << 20)])
    workspace = tmp_path / "work"
    workspace.mkdir()

    with pytest.raises(ImportProblem, match="more than the limit"):
        open_tree(target, limits=SMALL, workspace=workspace)

    assert list(workspace.iterdir()) == []


def test_a_packed_file_stops_at_the_limit_while_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "bomb.json.gz").write_bytes(gzip.compress(b"\0" * (20 << 20)))

    with open_tree(tmp_path / "bomb.json.gz", limits=SMALL) as tree:
        (entry,) = tree.entries()
        with pytest.raises(EntryProblem) as problem, entry.open() as stream:
            while stream.read(1 << 16):
                pass
    assert problem.value.reason == "too-large"


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_too_many_files_are_refused(tmp_path: Path, mode: str) -> None:
    target = tar_with(tmp_path / "many.tar", mode, [file(str(number)) for number in range(60)])

    with pytest.raises(ImportProblem, match="more than 50 files"):
        open_tree(target, limits=SMALL)


def test_a_header_of_a_gigabyte_is_refused(tmp_path: Path) -> None:
    header = tarfile.TarInfo("long")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 1 << 30
    (tmp_path / "a.tar").write_bytes(file("good").tobuf() + b"xxx".ljust(512, b"\0") + header.tobuf() + b"a" * 4096)

    with open_tree(tmp_path / "a.tar") as tree:
        assert paths(tree) == ["good"]
        assert reasons(tree) == [("a.tar", "truncated")]


def test_a_cut_off_zip_is_a_clear_error(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.json", "[1]" * 1000)
    (tmp_path / "a.zip").write_bytes((tmp_path / "a.zip").read_bytes()[:-100])

    with pytest.raises(ImportProblem, match="cut off or damaged"):
        open_tree(tmp_path / "a.zip")


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz", "w:bz2"])
def test_of_a_cut_off_tar_the_beginning_is_read(tmp_path: Path, mode: str) -> None:
    members = [file("1", 10**6), file("2", 10**6), file("3", 10**6)]
    for member in members:
        member.mtime = 0
    with tarfile.open(tmp_path / "a.tar", mode) as archive:  # type: ignore[call-overload]
        for member in members:
            archive.addfile(member, io.BytesIO(os.urandom(member.size)))
    data = (tmp_path / "a.tar").read_bytes()
    (tmp_path / "a.tar").write_bytes(data[: len(data) * 3 // 4])

    with open_tree(tmp_path / "a.tar") as tree:
        assert paths(tree)[:1] == ["1"]
        assert [problem.reason for problem in tree.problems][:1] == ["truncated"]


def test_a_password_is_reported(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("secret.json", "[1]")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)

    with open_tree(tmp_path / "a.zip") as tree:
        assert reasons(tree) == [("secret.json", "unknown-shape")]


def _seed(kind: str) -> bytes:
    stream = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.json", "[1, 2, 3]" * 50)
            archive.writestr("b/c.txt", "text")
    elif kind == "gz":
        return gzip.compress(b"From a\n" * 100)
    elif kind == "zlib":
        return zlib.compress(b"nothing we know")
    else:
        with tarfile.open(fileobj=stream, mode=kind) as archive:  # type: ignore[call-overload]
            archive.addfile(file("a.json", 600), io.BytesIO(b"y" * 600))
            archive.addfile(file("b/c.txt", 5), io.BytesIO(b"abcde"))
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["zip", "w", "w:gz", "w:xz", "w:bz2", "gz", "zlib"])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_damage_never_raises_anything_but_an_import_problem(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    seed = bytearray(_seed(kind))
    for _change in range(data.draw(st.integers(0, 6))):
        seed[data.draw(st.integers(0, len(seed) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "damaged").write_bytes(seed[: data.draw(st.integers(1, len(seed)))])

    assert set(read_everything(tmp_path / "damaged")) <= set(REASONS)
