"""GitHub: the `archive.json` that IETF working groups keep of a repository (issues, pulls, comments, reviews).

Comments carry no id there; theirs is made of their place: what they belong to, when, by whom, and a number where that
is not unique. A review comment has no author of its own: it belongs to the review's author.
"""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from steward.stream.activity.enums import ChannelKind, Kind, Markup
from steward.stream.activity.records import (
    AccountRecord,
    ActivityRecord,
    BadRecord,
    ChannelRecord,
    Record,
    ThreadRecord,
)
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.entry import Entry
from steward.stream.channels.importers.json_stream import Head, iter_json
from steward.stream.channels.importers.streams import EntryProblem
from steward.stream.channels.importers.text import BadField, build_each, clean, parse_iso
from steward.stream.channels.importers.tree import Tree

GITHUB = "github.com"
_SNIFFED_BYTES = 1 << 16
_MAGIC = b"E!vIA5L86J2I"
#: GitHub shows actions of deleted accounts under this name.
GHOST = "ghost"

Json = dict[str, Any]


class Repository:
    """Turns issues and pulls of one repository into records."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._given: set[str] = set()
        self._accounts: list[Record] = []

    def channel(self) -> ChannelRecord:
        """The repository itself."""
        return ChannelRecord(self._name, self._name, ChannelKind.REPOSITORY.value, url=f"https://{GITHUB}/{self._name}")

    def item(self, kind: str, item: Json) -> list[Record]:
        """An issue or a pull (`kind` is `issue` or `pull`) with all that was said and done in it."""
        number = int(item["number"])
        thread_id = f"{self._name}/{kind}/{number}"
        url = clean(str(item.get("url") or ""))
        title = clean(str(item.get("title") or ""))
        records: list[Record] = [ThreadRecord(thread_id, self._name, title, url, is_question=kind == "issue")]
        opening = self._said(thread_id, Kind.POST, item, thread_id, item.get("author"))
        records += self._with_account(opening._replace(title=title, url=url))
        used: Counter[str] = Counter()
        for comment in item.get("comments") or []:
            said = self._said(_place(thread_id, comment, used), Kind.COMMENT, comment, thread_id, comment.get("author"))
            records += self._with_account(said._replace(parent_id=thread_id))
        for review in item.get("reviews") or []:
            records += self._review(thread_id, review)
        records += self._ends(thread_id, item)
        return records

    def _review(self, thread_id: str, review: Json) -> list[Record]:
        review_id = f"{thread_id}/review/{review['id']}"
        author = review.get("author")
        said = self._said(review_id, Kind.REVIEW, review, thread_id, author)
        state = clean(str(review.get("state") or "")).lower().replace("_", " ")
        records = self._with_account(said._replace(parent_id=thread_id, title=state))
        used: Counter[str] = Counter()
        for comment in review.get("comments") or []:
            place = _place(review_id, {**comment, "author": comment.get("originalPosition")}, used)
            remark = self._said(place, Kind.COMMENT, comment, thread_id, comment.get("author") or author)
            records += self._with_account(remark._replace(parent_id=review_id))
        return records

    def _ends(self, thread_id: str, item: Json) -> list[Record]:
        """Merged or closed. Who closed is not in the archive; a merge closes by itself."""
        if item.get("mergedAt"):
            merged = self._did(f"{thread_id}/merged", "merged", item["mergedAt"], thread_id, item.get("mergedBy"))
            return self._with_account(merged)
        if item.get("closedAt"):
            return [self._did(f"{thread_id}/closed", "closed", item["closedAt"], thread_id, None)]
        return []

    def _said(self, source_id: str, kind: Kind, item: Json, thread_id: str, login: object) -> ActivityRecord:
        created = parse_iso(item["createdAt"])
        return ActivityRecord(
            source_id=source_id,
            kind=kind.value,
            occurred_at=created,
            channel_id=self._name,
            account_id=self._who(login),
            realm=GITHUB,
            thread_id=thread_id,
            body=clean(str(item.get("body") or "")),
            markup=Markup.MARKDOWN.value,
        )

    def _did(self, source_id: str, what: str, at: object, thread_id: str, login: object) -> ActivityRecord:
        return ActivityRecord(
            source_id=source_id,
            kind=Kind.CHANGE.value,
            occurred_at=parse_iso(at),
            channel_id=self._name,
            account_id=self._who(login) if login else "",
            realm=GITHUB if login else "",
            parent_id=thread_id,
            thread_id=thread_id,
            title=what,
        )

    def _who(self, login: object) -> str:
        """The account's id; its record waits until the activity that names it."""
        if login is not None and not isinstance(login, str):
            raise BadField("wrong-type", f"author: {login!r}"[:100])
        found = account(login or GHOST)
        if found.account_id not in self._given:
            self._given.add(found.account_id)
            self._accounts.append(found)
        return found.account_id

    def _with_account(self, activity: ActivityRecord) -> list[Record]:
        waiting, self._accounts = self._accounts, []
        return [*waiting, activity]


def account(login: str, name: str = "", email: str = "") -> AccountRecord:
    """A GitHub account. Logins do not tell upper from lower case; applications sign as `name[bot]`."""
    handle = clean(login)
    return AccountRecord(
        handle.lower(),
        GITHUB,
        handle=handle,
        name=clean(name),
        email=clean(email).lower(),
        url=f"https://{GITHUB}/{handle}",
        is_bot=handle.endswith("[bot]"),
    )


def _place(parent: str, comment: Json, used: Counter[str]) -> str:
    """An id made of the parent, the time and the author; the second with the same gets a number."""
    place = f"{parent}/{comment['createdAt']}/{comment.get('author') or GHOST}"
    used[place] += 1
    return place if used[place] == 1 else f"{place}/{used[place]}"


def _head(entry: Entry) -> bytes:
    try:
        with entry.open() as stream:
            return stream.read(_SNIFFED_BYTES)
    except EntryProblem:
        return b""


def _archives(tree: Tree) -> list[Entry]:
    return [entry for entry in tree.entries() if entry.suffix == ".json" and _is_archive(_head(entry))]


def _is_archive(head: bytes) -> bool:
    return b'"magic"' in head and _MAGIC in head and b'"repo"' in head


def _repo(entry: Entry) -> str:
    return next((_name(item) for item in iter_json(entry, ("issues", "pulls")) if isinstance(item, Head)), "")


def _name(head: Head) -> str:
    repo = head.fields.get("repo")
    return clean(repo).lower() if isinstance(repo, str) else ""


class GithubImporter:
    """Repositories as archived by `gh-archive` (ietf-gh)."""

    key = "github"
    name = "GitHub archive (archive.json)"
    times_have_zone = True

    def sniff(self, tree: Tree) -> Match | None:
        """An `archive.json` with the archiver's magic word."""
        entries = _archives(tree)
        if not entries:
            return None
        repos = [_repo(entry) or tree.name for entry in entries[:20]]
        owners = {repo.partition("/")[0] for repo in repos}
        name = repos[0] if len(repos) == 1 else owners.pop() if len(owners) == 1 else tree.name
        return Match(95, f"github-{name.replace('/', '-').lower()}", name, "github", GITHUB)

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """Archive by archive; in each, issues and pulls in the order of the file."""
        for entry in _archives(tree):
            yield from _archive(entry, options.encoding)


def _archive(entry: Entry, encoding: str) -> Iterator[Record]:
    kind, number = "", 0
    repository: Repository | None = None
    for item in iter_json(entry, ("issues", "pulls"), encoding):
        if isinstance(item, Head):
            kind, number = item.key.removesuffix("s"), 0
            if repository is None:
                repository = Repository(_name(item) or entry.path)
                yield repository.channel()
        elif repository is not None:
            number += 1
            for record in build_each(entry, [item], partial(repository.item, kind)):
                bad = isinstance(record, BadRecord) and not isinstance(item, BadRecord)
                yield record._replace(position=f"{kind} {number}") if bad else record  # type: ignore[call-arg]
        elif isinstance(item, BadRecord):
            yield item


IMPORTER = GithubImporter()
