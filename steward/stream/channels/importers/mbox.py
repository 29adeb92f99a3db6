"""Mailing lists: mbox files, plain or packed, one per list or per month (Mailman, pipermail, HyperKitty, Groups.io).

A file is read twice: once for ids, dates and subjects, from which the threads of the whole source follow, and once for
the records. A mail that is there more than once (same Message-ID, same second; also on several lists) is given once.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple

from steward.foundation.kernel import clock
from steward.stream.activity.enums import ChannelKind, Kind
from steward.stream.activity.records import (
    AccountRecord,
    ActivityRecord,
    BadRecord,
    ChannelRecord,
    Record,
    ThreadRecord,
)
from steward.stream.channels.importers import mail_body, mail_dates, mail_headers, mail_people, mail_subjects
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.entry import Entry
from steward.stream.channels.importers.mail_headers import Headers
from steward.stream.channels.importers.mail_lists import PERIOD, Lists
from steward.stream.channels.importers.mail_people import Author
from steward.stream.channels.importers.mail_split import Mail, holds_mails, mails
from steward.stream.channels.importers.mail_threads import Place, Threads, Topic, digest
from steward.stream.channels.importers.streams import EntryProblem
from steward.stream.channels.importers.text import decode
from steward.stream.channels.importers.tree import Tree

EMAIL = "email"
_SNIFFED = 16_384
_NAMED = (".mbox", ".mbx")
_SUFFIXES = ("", ".mbox", ".mbx", ".txt", ".mail", ".eml")
_ANSWERS_ITSELF = -2
_AUTHORS_KEPT = 200_000


class _Envelope(NamedTuple):
    """What both readings need of a mail."""

    headers: Headers
    body: int
    message_id: bytes
    references: list[bytes]


def _envelope(mail: Mail) -> _Envelope:
    headers, body = mail_headers.scan(mail.content)
    found = mail_headers.own_id(headers.get(b"message-id", b""))
    if not found:
        found = b"without-id-" + blake2b(mail.content.rstrip(), digest_size=12).hexdigest().encode()
    return _Envelope(headers, body, found, mail_headers.references(headers))


#: Small sources are kept in memory between the two readings; large ones are read again.
_KEPT_BYTES = 64 << 20
_PACKED = (".gz", ".xz", ".bz2")
_Item = tuple[Mail, _Envelope] | BadRecord


def _items(entry: Entry) -> Iterator[_Item]:
    for mail in mails(entry):
        yield mail if isinstance(mail, BadRecord) else (mail, _envelope(mail))


def _parent_id(envelope: _Envelope, place: Place) -> str:
    """The nearest ancestor that is here, else the nearest one there was: it may come with another archive."""
    if not envelope.references or place.parent == _ANSWERS_ITSELF:
        return ""
    parent = envelope.references[place.parent]
    return "" if parent == envelope.message_id else decode(parent)[:500]


def _undated(entry: Entry, mail: Mail, envelope: _Envelope) -> BadRecord:
    date = decode(envelope.headers.get(b"date", b"").strip())
    return entry.bad("bad-date", f"byte {mail.position}", date, decode(mail.content[:10_000]))


class _Reading:
    """One import: two readings of the same files."""

    def __init__(self, tree: Tree, options: Options) -> None:
        self._entries = [entry for entry in tree.entries() if _is_mbox(entry)]
        self._channels = Lists(tree.name)
        self._threads = Threads()
        self._fallback = options.encoding
        self._now = clock.now()
        self._dated = bytearray()
        self._kept: dict[str, list[_Item]] = {}
        self._budget = _KEPT_BYTES
        self._authors: dict[bytes, Author] = {}
        self._given: set[str] = set()

    def records(self) -> Iterator[Record]:
        """Everything, in the order of the files."""
        for entry in self._entries:
            self._note(entry)
        self._threads.build()
        dated = iter(self._dated)
        index = 0
        for entry in self._entries:
            group = self._channels.group(entry)
            for item in self._kept.pop(entry.path, None) or _items(entry):
                if isinstance(item, BadRecord):
                    yield item
                elif next(dated, False):
                    place = self._threads.place(index)
                    index += 1
                    if not place.repeated:
                        yield from self._mail(*item, place, group)
                else:
                    yield _undated(entry, *item)

    def _note(self, entry: Entry) -> None:
        """First reading."""
        group = self._channels.group(entry)
        kept: list[_Item] = []
        weight = entry.size * (20 if entry.path.lower().endswith(_PACKED) else 1)
        keep = weight <= self._budget
        if keep:
            self._budget -= weight
            self._kept[entry.path] = kept
        for item in _items(entry):
            if keep:
                kept.append(item)
            if not isinstance(item, BadRecord):
                self._note_mail(*item, group)

    def _note_mail(self, mail: Mail, envelope: _Envelope, group: str) -> None:
        headers, _body, message_id, references = envelope
        at = mail_dates.written_at(headers, mail.from_line, self._now)
        self._dated.append(at is not None)
        if at is None:
            return
        subject = mail_headers.readable(headers.get(b"subject", b""), self._fallback)
        base, is_reply = mail_subjects.base_subject(subject)
        topic = Topic(digest(base.encode()) if base else 0, is_reply, self._channels.note(group, headers))
        self._threads.add(message_id, references, int(at.timestamp()), topic)

    def _mail(self, mail: Mail, envelope: _Envelope, place: Place, group: str) -> Iterator[Record]:
        """Second reading: the records of one mail."""
        headers, start, message_id, references = envelope
        channel_id = self._channels.of(group, headers)
        if channel_id not in self._given:
            self._given.add(channel_id)
            yield ChannelRecord(channel_id, channel_id.partition(".")[0] or channel_id, ChannelKind.LIST.value)
        written_by = headers.get(b"from") or headers.get(b"sender") or b""
        author = self._authors.get(written_by)
        if author is None:
            author = mail_people.author(written_by, self._fallback)
            if len(self._authors) < _AUTHORS_KEPT:
                self._authors[written_by] = author
            if author.key:
                realm = EMAIL if author.address else ""
                yield AccountRecord(author.key, realm, name=author.name, email=author.address)
        subject = mail_headers.readable(headers.get(b"subject", b""), self._fallback)
        if place.opens:
            yield ThreadRecord(place.thread, channel_id, mail_subjects.title(subject))
        answers = references or place.is_reply or not place.opens
        body = mail_body.read(headers, mail.content[start:], self._fallback)
        source_id = decode(message_id)[:500]
        yield ActivityRecord(
            source_id=f"{source_id}#{place.at}" if place.reused else source_id,
            kind=Kind.COMMENT.value if answers else Kind.POST.value,
            occurred_at=datetime.fromtimestamp(place.at, UTC),
            channel_id=channel_id,
            account_id=author.key,
            realm=EMAIL if author.address else "",
            parent_id=_parent_id(envelope, place),
            thread_id=place.thread,
            title=subject[:1_000],
            body=body.text,
            form=body.form,
        )


def _is_mbox(entry: Entry) -> bool:
    if entry.suffix not in _SUFFIXES and not PERIOD.search(entry.suffix):
        return False
    named = entry.suffix in _NAMED
    try:
        with entry.open() as stream:
            return holds_mails(stream.read(_SNIFFED), at_once=not named)
    except EntryProblem:
        # A file that calls itself a mailbox and cannot be read is reported when it is read.
        return named


class MboxImporter:
    """Mail archives."""

    key = "mbox"
    name = "Mailing list (mbox)"
    times_have_zone = True

    def sniff(self, tree: Tree) -> Match | None:
        """An mbox file among the first hundred files that may be one."""
        candidates = [entry for entry in tree.entries() if entry.suffix in _SUFFIXES][:100]
        if not any(_is_mbox(entry) for entry in candidates):
            return None
        name = tree.name.partition(".")[0] or "mail"
        return Match(90, f"mail-{name.lower()}", name, "mail", "")

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """Channels, accounts, threads and mails, in the order of the files."""
        return _Reading(tree, options).records()


IMPORTER = MboxImporter()
