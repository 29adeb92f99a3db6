"""Git: a local repository, or the log of one as CSV (`sha,author_name,author_email,author_date,subject`).

Every commit counts for its author at the time it was written, and for each `Co-authored-by`.
"""

import csv
from collections.abc import Iterator

from steward.stream.activity.records import BadRecord, Record
from steward.stream.channels.importers import git_run
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.entry import Entry
from steward.stream.channels.importers.git_commits import EMAIL, Commit, Log
from steward.stream.channels.importers.streams import EntryProblem
from steward.stream.channels.importers.text import BadField, clean, decode, iter_lines, parse_epoch, parse_iso
from steward.stream.channels.importers.tree import Tree

_COLUMNS = ("sha", "author_name", "author_email", "author_date", "subject")
_SHA = frozenset("0123456789abcdef")
_SHORTEST = 7


class GitImporter:
    """Commits."""

    key = "git"
    name = "Git history"
    times_have_zone = True

    def sniff(self, tree: Tree) -> Match | None:
        """A repository folder, or a CSV file with the columns of a log."""
        if tree.root is not None and git_run.git_folder(tree.root) is not None:
            name = tree.name.removesuffix(".git") or "repository"
        else:
            logs = _logs(tree)
            if not logs:
                return None
            name = _repository(logs[0], tree)
        # A folder may hold a repository besides an export; the export knows more.
        return Match(60, f"git-{name.lower()}", name, "git", EMAIL)

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """The repository, oldest commit first; else every log, in the order of the file."""
        folder = git_run.git_folder(tree.root) if tree.root is not None else None
        if folder is not None:
            yield from _repository_records(Log(tree.name.removesuffix(".git") or "repository"), git_run.log(folder))
            return
        for entry in _logs(tree):
            yield from _log_records(entry, Log(_repository(entry, tree)), options.encoding)


def _repository_records(log: Log, commits: Iterator[list[bytes]]) -> Iterator[Record]:
    yield log.channel()
    for number, fields in enumerate(commits, 1):
        try:
            commit = _commit(fields)
        except BadField as error:
            yield BadRecord(".git", f"commit {number}", error.reason, error.detail, decode(b"\n".join(fields)[:10_000]))
        else:
            yield from log.records(commit)


def _commit(fields: list[bytes]) -> Commit:
    """One record of `git_run.log`."""
    sha, parents, name, email, seconds, message = map(decode, fields)
    subject, _line, body = message.strip("\n").partition("\n")
    return Commit(sha, name, email, parse_epoch(seconds), subject, body.strip("\n"), len(parents.split()))


def _log_records(entry: Entry, log: Log, encoding: str) -> Iterator[Record]:
    yield log.channel()
    problems: list[BadRecord] = []
    reader = csv.DictReader(_lines(entry, encoding, problems))
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield entry.bad("unknown-shape", f"line {reader.line_num}", str(error))
            continue
        yield from problems
        problems.clear()
        if row is None:
            return
        try:
            commit = _row(row)
        except BadField as error:
            yield entry.bad(error.reason, f"line {reader.line_num}", error.detail, repr(row)[:10_000])
        else:
            yield from log.records(commit)


def _lines(entry: Entry, encoding: str, problems: list[BadRecord]) -> Iterator[str]:
    for line in iter_lines(entry, encoding=encoding):
        if isinstance(line, BadRecord):
            problems.append(line)
        else:
            yield decode(line[1]) + "\n"


def _row(row: dict[str | None, str]) -> Commit:
    missing = [column for column in _COLUMNS if row.get(column) is None]
    if missing or not (row["sha"] or "").strip():
        raise BadField("missing-field", ", ".join(missing) or "sha")
    sha = row["sha"].strip().lower()
    if len(sha) < _SHORTEST or not _SHA.issuperset(sha):
        raise BadField("wrong-type", f"sha: {sha[:100]}")
    parents = len((row.get("parents") or "").split())
    subject, body = clean(row["subject"]), clean(row.get("body") or "")
    return Commit(
        sha,
        clean(row["author_name"]),
        clean(row["author_email"]),
        parse_iso(row["author_date"]),
        subject,
        body,
        parents,
    )


def _logs(tree: Tree) -> list[Entry]:
    return [entry for entry in tree.entries() if entry.suffix == ".csv" and _is_log(entry)]


def _is_log(entry: Entry) -> bool:
    try:
        with entry.open() as stream:
            head = stream.read(1_000)
    except EntryProblem:
        return False
    columns = decode(head.partition(b"\n")[0]).strip().lower().split(",")
    return set(_COLUMNS) <= {column.strip('" ') for column in columns}


def _repository(entry: Entry, tree: Tree) -> str:
    """The file's folder, or what stands before `_git_log.csv`."""
    folder, _slash, name = entry.path.rpartition("/")
    stem = name.lower().partition(".csv")[0].removesuffix("log").rstrip("_-.").removesuffix("git").rstrip("_-.")
    return stem or folder.rpartition("/")[2] or tree.name.partition(".")[0] or "repository"


IMPORTER = GitImporter()
