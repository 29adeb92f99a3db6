"""Git histories: commits, co-authors, logs as CSV; a hostile repository runs nothing."""

import csv
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from steward.stream.activity.records import AccountRecord, ActivityRecord, ChannelRecord
from steward.stream.channels.errors import ImportProblem
from steward.stream.channels.importers.base import Options
from steward.stream.channels.importers.git import IMPORTER
from steward.stream.channels.importers.tree import open_tree
from steward.stream.channels.tests.readings import Read, write

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")

WHO = {
    "GIT_AUTHOR_NAME": "张伟",
    "GIT_AUTHOR_EMAIL": "Wei@Example.ORG",
    "GIT_COMMITTER_NAME": "x",
    "GIT_COMMITTER_EMAIL": "x",
}


def _git(folder: Path, *arguments: str, **environment: str) -> str:
    variables = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        **WHO,
        "GIT_COMMITTER_DATE": "2021-01-01T00:00:00Z",
        **environment,
    }
    done = subprocess.run(["git", *arguments], cwd=folder, env=variables, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def _commit(folder: Path, message: str, at: str, **environment: str) -> str:
    _git(folder, "commit", "-q", "--allow-empty", "-m", message, GIT_AUTHOR_DATE=at, **environment)
    return _git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    _git(folder, "init", "-q", "-b", "main")
    return folder


def test_commits_of_all_branches_count_for_authors_and_helpers(repository: Path) -> None:
    first = _commit(repository, "start", "2021-01-01T08:00:00+08:00")
    helped = "fix: 修复\n\nbody\n\nCo-authored-by: Li Lei <LI@example.org>\nCo-Authored-By: 张伟 <wei@example.org>"
    _git(repository, "checkout", "-q", "-b", "side")
    second = _commit(
        repository, helped, "2021-01-02T08:00:00Z", GIT_AUTHOR_EMAIL="12+Octo-cat@users.noreply.github.com"
    )

    read = Read(IMPORTER, repository)

    assert (read.match.key, read.match.realm) == ("git-project", "email")
    assert read.channels == [ChannelRecord("project", "project", "repository")]
    assert read.accounts[0] == AccountRecord("wei@example.org", "email", name="张伟", email="wei@example.org")
    assert (read.accounts[1].account_id, read.accounts[1].handle) == (
        "12+octo-cat@users.noreply.github.com",
        "octo-cat",
    )
    assert read.activities[0] == ActivityRecord(
        first, "commit", datetime(2021, 1, 1, tzinfo=UTC), "project", "wei@example.org", "email", title="start"
    )
    assert [(a.source_id, a.account_id, a.parent_id, a.title) for a in read.activities[1:]] == [
        (second, "12+octo-cat@users.noreply.github.com", "", "fix: 修复"),
        (f"{second}+li@example.org", "li@example.org", second, "fix: 修复"),
        (f"{second}+wei@example.org", "wei@example.org", second, "fix: 修复"),
    ]
    assert read.bad == []


def test_a_bare_repository_is_read_and_nothing_is_written_into_it(repository: Path, tmp_path: Path) -> None:
    _commit(repository, "start", "2021-01-01T08:00:00Z")
    _git(repository, "clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    before = sorted((path, path.stat().st_mtime_ns) for path in (tmp_path / "bare.git").rglob("*"))

    read = Read(IMPORTER, tmp_path / "bare.git")

    assert (read.match.name, [activity.title for activity in read.activities]) == ("bare", ["start"])
    assert sorted((path, path.stat().st_mtime_ns) for path in (tmp_path / "bare.git").rglob("*")) == before


def test_a_hostile_repository_runs_nothing(repository: Path, tmp_path: Path) -> None:
    _commit(repository, "start", "2021-01-01T08:00:00Z")
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    core = "".join(f"\t{name} = {trap}\n" for name in ("fsmonitor", "sshCommand", "pager", "editor", "hooksPath"))
    others = [("log", "showSignature = true"), ("gpg", f"program = {trap}"), ("diff", f"external = {trap}")]
    others += [("include", f"path = {trap}"), ('remote "o"', f"url = ext::{trap}\n\tpromisor = true")]
    others += [("alias", f"log = !{trap}"), ('filter "x"', f"smudge = {trap}")]
    written = "".join(f"[{section}]\n\t{line}\n" for section, line in others)
    (repository / ".git" / "config").write_text(f"[core]\n{core}{written}")
    (repository / ".git" / "info" / "attributes").write_text("* filter=x diff=x\n")
    (repository / ".mailmap").write_text("Someone Else <else@example.org> <wei@example.org>\n")
    (repository / ".git" / "refs" / "heads" / "away").symlink_to("/etc/passwd")

    read = Read(IMPORTER, repository)

    assert [activity.account_id for activity in read.activities] == ["wei@example.org"]
    assert not (tmp_path / "sprung").exists()


def test_a_repository_without_its_objects_says_so(repository: Path) -> None:
    _commit(repository, "start", "2021-01-01T08:00:00Z")
    shutil.rmtree(repository / ".git" / "objects")
    (repository / ".git" / "objects").mkdir()

    with open_tree(repository) as tree, pytest.raises(ImportProblem, match="Git cannot read this repository"):
        list(IMPORTER.read(tree, Options()))


def test_an_absurd_date_costs_its_commit_only(repository: Path) -> None:
    _commit(repository, "future", "2099-01-01T00:00:00Z")
    _commit(repository, "now", "2021-01-01T08:00:00Z")

    read = Read(IMPORTER, repository)

    assert [activity.title for activity in read.activities] == ["now"]
    assert read.reasons == [("commit 1", "bad-date")]


def test_a_log_as_csv_gives_the_same_and_quarantines_broken_lines(tmp_path: Path) -> None:
    head = "sha,parents,author_name,author_email,author_date,subject\n"
    good = 'abcdef1234567,,"Lei, Li",LI@example.org,2021-01-01T08:00:00+08:00,"two\nlines"\n'
    bad = "zzz,,a,b@c.org,2021-01-01,x\nabcdef1,,a,b@c.org,never,x\nabcdef2,,a\n"
    write(tmp_path, {"project_git_log.csv": head + bad + good})

    read = Read(IMPORTER, tmp_path)

    assert read.channels[0].channel_id == "project"
    assert [(a.source_id, a.account_id, a.title) for a in read.activities] == [
        ("abcdef1234567", "li@example.org", "two\nlines"),
    ]
    assert read.reasons == [("line 2", "wrong-type"), ("line 3", "bad-date"), ("line 4", "missing-field")]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("archive", "part", "commits", "addresses"),
    [("github_ietf", "mls-protocol", 1_233, 63), ("identity", "", 10_093, 197)],
)
def test_real_logs_give_every_commit(shared_data, archive: str, part: str, commits: int, addresses: int) -> None:
    folder = shared_data(archive) / part
    read = Read(IMPORTER, folder)
    with next(folder.glob("*git_log.csv")).open(encoding="utf-8", newline="") as file:
        written = {row["author_email"].strip().lower() for row in csv.DictReader(file)}

    assert (len(read.activities), len(written)) == (commits, addresses)
    assert {account.account_id.removeprefix("name:") for account in read.accounts} >= {
        name for name in written if "@" in name
    }
    assert read.bad == []
