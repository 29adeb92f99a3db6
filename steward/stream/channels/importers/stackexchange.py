"""Stack Exchange dumps: Users, Posts, Comments, Votes, Badges and PostHistory as XML, all times UTC.

Votes are anonymous: a post's `reactions` are its score as the site counted it, never below zero. Favourites name who
gave them where the dump still does.
"""

import re
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from steward.stream.activity.enums import ChannelKind, Kind, Markup
from steward.stream.activity.records import (
    AccountRecord,
    ActivityRecord,
    BadRecord,
    ChannelRecord,
    Record,
    ThreadRecord,
)
from steward.stream.channels.errors import ImportProblem
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.entry import Entry
from steward.stream.channels.importers.stackexchange_rows import Row, rows
from steward.stream.channels.importers.streams import EntryProblem
from steward.stream.channels.importers.text import BadField, build_each, clean, parse_iso
from steward.stream.channels.importers.tree import Tree

_ROOT = re.compile(rb"<(posts|users|comments|votes|badges|posthistory|postlinks|tags)[\s>/]", re.IGNORECASE)
_ORDER = ("users", "posts", "comments", "votes", "badges", "posthistory")
_QUESTION, _ANSWER = "1", "2"
_FAVOURITE = "5"
#: Post history that a member did: edits, rollbacks, closing, reopening, deleting, locking, wiki.
_HISTORY = {
    "4": "edit title",
    "5": "edit body",
    "6": "edit tags",
    "7": "rollback title",
    "8": "rollback body",
    "9": "rollback tags",
    "10": "closed",
    "11": "reopened",
    "12": "deleted",
    "13": "undeleted",
    "14": "locked",
    "15": "unlocked",
    "24": "suggested edit applied",
}
_POST_TYPES = {
    "3": "orphaned tag wiki",
    "4": "tag excerpt",
    "5": "tag wiki",
    "6": "nomination",
    "7": "wiki placeholder",
}

_Read = Callable[[Row], list[Record]]


class _Site:
    """One site: its channel, and the members who are known only by a name."""

    def __init__(self, channel_id: str, host: str) -> None:
        self._channel = channel_id
        self._host = host
        self._named: set[str] = set()

    def readers(self) -> dict[str, _Read]:
        """What to do with a row of each file."""
        return {
            "users": self.user,
            "posts": self.post,
            "comments": self.comment,
            "votes": self.vote,
            "badges": self.badge,
            "posthistory": self.history,
        }

    def user(self, row: Row) -> list[Record]:
        """The community's own process is number -1."""
        user_id = row["Id"]
        url = f"https://{self._host}/users/{user_id}" if self._host and not user_id.startswith("-") else ""
        created = parse_iso(row["CreationDate"]) if "CreationDate" in row else None
        name = clean(row.get("DisplayName", ""))
        return [AccountRecord(user_id, name=name, url=url, is_bot=user_id.startswith("-"), created_at=created)]

    def post(self, row: Row) -> list[Record]:
        """Questions open threads, answers are comments in them; tag wikis are changes."""
        kind, post_id = row["PostTypeId"], row["Id"]
        account_id, records = self._who(row.get("OwnerUserId"), row.get("OwnerDisplayName"))
        question_id = post_id if kind == _QUESTION else row.get("ParentId", "")
        if kind == _ANSWER and not question_id:
            raise BadField("missing-field", "ParentId")
        title = clean(row.get("Title", ""))
        thread_id = f"q{question_id}" if kind in (_QUESTION, _ANSWER) else ""
        if kind == _QUESTION:
            records.append(self._question(row, thread_id, title))
        records.append(
            ActivityRecord(
                source_id=f"p{post_id}",
                kind=_kind(kind),
                occurred_at=parse_iso(row["CreationDate"]),
                channel_id=self._channel,
                account_id=account_id,
                parent_id=f"p{question_id}" if kind == _ANSWER else "",
                thread_id=thread_id,
                title=title or _POST_TYPES.get(kind, ""),
                body=clean(row.get("Body", "")),
                markup=Markup.HTML.value,
                url=self._url("questions" if kind == _QUESTION else "a", post_id) if thread_id else "",
                edited_at=parse_iso(row["LastEditDate"]) if "LastEditDate" in row else None,
                deleted="DeletionDate" in row,
                reactions=max(0, int(row.get("Score") or 0)),
                views=int(row.get("ViewCount") or 0),
            )
        )
        return records

    def _question(self, row: Row, thread_id: str, title: str) -> ThreadRecord:
        accepted = row.get("AcceptedAnswerId", "")
        url = self._url("questions", row["Id"])
        return ThreadRecord(thread_id, self._channel, title, url, True, f"p{accepted}" if accepted else "")

    def comment(self, row: Row) -> list[Record]:
        """A remark below a question or an answer; its thread is its post's."""
        account_id, records = self._who(row.get("UserId"), row.get("UserDisplayName"))
        records.append(
            ActivityRecord(
                source_id=f"c{row['Id']}",
                kind=Kind.COMMENT.value,
                occurred_at=parse_iso(row["CreationDate"]),
                channel_id=self._channel,
                account_id=account_id,
                parent_id=f"p{row['PostId']}",
                body=clean(row.get("Text", "")),
                markup=Markup.MARKDOWN.value,
                reactions=max(0, int(row.get("Score") or 0)),
            )
        )
        return records

    def vote(self, row: Row) -> list[Record]:
        """Only favourites name a member; all other votes are in the posts' scores."""
        if row["VoteTypeId"] != _FAVOURITE or "UserId" not in row:
            return []
        favourite = self._act(f"v{row['Id']}", Kind.REACTION, row["CreationDate"], row["UserId"], "favourite")
        return [favourite._replace(parent_id=f"p{row['PostId']}")]

    def badge(self, row: Row) -> list[Record]:
        """An award."""
        return [self._act(f"b{row['Id']}", Kind.AWARD, row["Date"], row["UserId"], clean(row["Name"]))]

    def history(self, row: Row) -> list[Record]:
        """Edits and what else members did to posts; the first version is the post itself."""
        what = _HISTORY.get(row["PostHistoryTypeId"])
        if what is None:
            return []
        account_id, records = self._who(row.get("UserId"), row.get("UserDisplayName"))
        change = self._act(f"h{row['Id']}", Kind.CHANGE, row["CreationDate"], account_id, what)
        records.append(change._replace(parent_id=f"p{row['PostId']}"))
        return records

    def _act(self, source_id: str, kind: Kind, at: str, account_id: str, title: str) -> ActivityRecord:
        return ActivityRecord(
            source_id=source_id,
            kind=kind.value,
            occurred_at=parse_iso(at),
            channel_id=self._channel,
            account_id=account_id,
            title=title,
        )

    def _who(self, user_id: str | None, name: str | None) -> tuple[str, list[Record]]:
        """Members who left the site keep only a display name."""
        if user_id:
            return user_id, []
        if not name:
            return "", []
        account_id = f"name:{clean(name)}"
        if account_id in self._named:
            return account_id, []
        self._named.add(account_id)
        return account_id, [AccountRecord(account_id, name=clean(name))]

    def _url(self, part: str, post_id: str) -> str:
        return f"https://{self._host}/{part}/{post_id}" if self._host else ""


def _kind(post_type: str) -> str:
    if post_type == _QUESTION:
        return Kind.POST.value
    return (Kind.COMMENT if post_type == _ANSWER else Kind.CHANGE).value


def _root(entry: Entry) -> str:
    """`posts`, `users`, … or "" for a file that is not part of a dump."""
    if entry.suffix != ".xml":
        return ""
    try:
        with entry.open() as stream:
            match = _ROOT.search(stream.read(4_096).replace(b"\0", b""))
    except EntryProblem:
        return ""
    return match[1].decode().lower() if match else ""


def _host(name: str) -> str:
    """`meta.music` → `music.meta.stackexchange.com`; a name that is a host already is kept."""
    name = name.lower()
    if not re.fullmatch(r"[a-z0-9]+(\.[a-z0-9-]+)*", name):
        return ""
    if name.endswith((".com", ".net", ".org", ".ru")):
        return name
    parts = name.split(".")
    if parts[0] == "meta" and len(parts) == 2:
        return f"{parts[1]}.meta.stackexchange.com"
    return f"{name}.stackexchange.com" if len(parts) == 1 else ""


class StackExchangeImporter:
    """One site."""

    key = "stackexchange"
    name = "Stack Exchange dump (XML)"
    times_have_zone = True

    def sniff(self, tree: Tree) -> Match | None:
        """A `Posts.xml` whose root is `<posts>`."""
        found = [entry for entry in tree.entries() if entry.name.lower() == "posts.xml" and _root(entry) == "posts"]
        if not found:
            return None
        site = _site(found[0], tree)
        return Match(95, f"stackexchange-{site.lower()}", site, "stackexchange", f"stackexchange:{site.lower()}")

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """Members first, then posts, comments, votes, badges, history."""
        folders: dict[str, dict[str, Entry]] = {}
        for entry in tree.entries():
            root = _root(entry)
            if root in _ORDER:
                folders.setdefault(entry.path.rpartition("/")[0], {})[root] = entry
        if len(folders) > 1:
            raise ImportProblem(
                _("There are %(count)s sites in it. Import each folder on its own.") % {"count": len(folders)}
            )
        for files in folders.values():
            name = _site(next(iter(files.values())), tree)
            host = _host(name)
            yield ChannelRecord(name, name, ChannelKind.SITE.value, url=f"https://{host}/" if host else "")
            readers = _Site(name, host).readers()
            for root in (root for root in _ORDER if root in files):
                yield from _records(files[root], readers[root], options.encoding)


def _records(entry: Entry, read: _Read, encoding: str) -> Iterator[Record]:
    for record in build_each(entry, rows(entry, encoding), read):
        yield (
            record._replace(position=record.position.replace("item", "row"))
            if isinstance(record, BadRecord)
            else record
        )


def _site(entry: Entry, tree: Tree) -> str:
    folder = entry.path.rpartition("/")[0].rpartition("/")[2]
    return folder or re.sub(r"\.(7z|zip|tar|gz|xz)$", "", tree.name, flags=re.IGNORECASE) or "site"


IMPORTER = StackExchangeImporter()
