"""Perceval items (https://github.com/chaoss/grimoirelab-perceval): JSON lines, an array, or indented objects in a row.

Each backend is a function from an item to records. Accounts carry the realm of the service they come from, so that the
same person in a native export is the same account.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import orjson

from steward.stream.activity.records import AccountRecord, BadRecord, ChannelRecord, Record
from steward.stream.channels.importers import perceval_chat, perceval_code, perceval_talk
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.discourse import Forum, host_of
from steward.stream.channels.importers.entry import Entry
from steward.stream.channels.importers.json_stream import Head, iter_json, loads
from steward.stream.channels.importers.perceval_items import Json, host, words
from steward.stream.channels.importers.streams import EntryProblem
from steward.stream.channels.importers.text import BadField, build_each, decode, iter_lines
from steward.stream.channels.importers.tree import Tree

_SUFFIXES = (".json", ".jsonl", ".ndjson")
_SNIFFED_BYTES = 1 << 20
_LARGEST_ITEM = 16 << 20

BACKENDS: dict[str, Callable[[Json], Iterable[Record]]] = {
    "slack": perceval_chat.slack,
    "mattermost": perceval_chat.mattermost,
    "rocketchat": perceval_chat.rocketchat,
    "gitter": perceval_chat.gitter,
    "telegram": perceval_chat.telegram,
    "supybot": perceval_chat.supybot,
    "git": perceval_code.git,
    "github": perceval_code.github,
    "githubql": perceval_code.github,
    "gitlab": perceval_code.gitlab,
    "mbox": perceval_talk.mail,
    "pipermail": perceval_talk.mail,
    "hyperkitty": perceval_talk.mail,
    "groupsio": perceval_talk.mail,
    "gmane": perceval_talk.mail,
    "nntp": perceval_talk.mail,
    "stackexchange": perceval_talk.stackexchange,
    "askbot": perceval_talk.askbot,
}


class PercevalImporter:
    """Items of any backend that has a mapping; others go to quarantine."""

    key = "perceval"
    name = "Perceval items (JSON)"
    times_have_zone = True

    def sniff(self, tree: Tree) -> Match | None:
        """`backend_name` and `perceval_version` (or `backend_version`) in the first JSON file that has them."""
        for entry in _files(tree)[:20]:
            head = _head(entry)
            if b'"backend_name"' not in head or b'"origin"' not in head:
                continue
            item = next((found for found in _items(entry, "") if isinstance(found, dict)), {})
            backend, origin = words(item.get("backend_name")).lower(), host(words(item.get("origin")))
            name = f"{backend} {origin}".strip() or tree.name
            return Match(90, f"perceval-{name.replace(' ', '-')}", name, "perceval")
        return None

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """Item by item, in the order of the files."""
        for entry in _files(tree):
            if b'"backend_name"' in _head(entry):
                yield from _once(build_each(entry, _items(entry, options.encoding), _Mapping(entry).records))


class _Mapping:
    """From items to records; forums are remembered for their categories."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._forums: dict[str, Forum] = {}

    def records(self, item: Json) -> list[Record]:
        """The records of one item. Raises `BadField`, `KeyError`, `TypeError`, … for what cannot be read."""
        backend = words(item["backend_name"]).lower()
        if not isinstance(item.get("data"), dict):
            raise BadField("missing-field", "data")
        item = {**item, "origin": words(item.get("origin"))}
        if backend == "discourse":
            return self._discourse(item)
        mapped = BACKENDS.get(backend)
        if mapped is None:
            raise BadField("unknown-shape", f"backend {backend}")
        return list(mapped(item))

    def _discourse(self, item: Json) -> list[Record]:
        where = host(item["origin"]) or host_of(item["data"])
        forum = self._forums.setdefault(where, Forum(where, realm=f"discourse:{where}"))
        return list(forum.records(self._entry, item["data"]))


def _once(records: Iterable[Record]) -> Iterator[Record]:
    """Channels and accounts come with every item; they are passed on when they say something new."""
    given: dict[tuple[str, str], int] = {}
    for record in records:
        if isinstance(record, AccountRecord | ChannelRecord):
            key = (record.realm, record.account_id) if isinstance(record, AccountRecord) else ("#", record.channel_id)
            known = hash(record)
            if given.get(key) == known:
                continue
            given[key] = known
        yield record


def _files(tree: Tree) -> list[Entry]:
    return [entry for entry in tree.entries() if entry.suffix in _SUFFIXES]


def _head(entry: Entry) -> bytes:
    try:
        with entry.open() as stream:
            return stream.read(_SNIFFED_BYTES)
    except EntryProblem:
        return b""


def _items(entry: Entry, encoding: str) -> Iterator[object]:
    """Items in any of the three layouts; broken ones as `BadRecord`."""
    start = _head(entry).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"[":
        yield from (item for item in iter_json(entry, ("",), encoding) if not isinstance(item, Head))
    else:
        yield from _objects(entry, encoding)


def _objects(entry: Entry, encoding: str) -> Iterator[object]:
    pending: list[bytes] = []
    first = size = 0
    for line in chain(iter_lines(entry, encoding=encoding), [None]):
        if isinstance(line, BadRecord):
            yield line
            continue
        number, text = line or (first, b"")
        if not pending:
            first = number
        if text.strip():
            pending.append(text)
            size += len(text)
        # Indented objects end with a bracket of their own; everything else is one line.
        whole = text == b"}" or (len(pending) == 1 and text.rstrip().endswith(b"}")) or size > _LARGEST_ITEM
        if pending and (whole or line is None):
            raw = b"\n".join(pending)
            pending, size = [], 0
            try:
                yield loads(raw)
            except orjson.JSONDecodeError as error:
                reason = "truncated" if line is None else "not-json"
                yield entry.bad(reason, f"line {first}", str(error), decode(raw[:10_000]))


IMPORTER = PercevalImporter()
