"""What an export is and holds: recognising it, looking at its beginning, reading it in batches. No database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from steward.stream.activity.records import AccountRecord, ActivityRecord, BadRecord, ChannelRecord, Record
from steward.stream.channels.errors import ImportProblem
from steward.stream.channels.importers.base import Match, Options
from steward.stream.channels.importers.catalogue import Found, by_key, recognise_all
from steward.stream.channels.importers.tree import Tree

BATCH = 4000
_LOOK = 400
_SHOWN = 8


class Batch(NamedTuple):
    """Some consecutive records. `position` counts everything the reader gave up to the end of this batch."""

    position: int
    good: list[Record]
    bad: list[BadRecord]


def options_of(wishes: dict[str, Any]) -> Options:
    """What the person said, for the importer. Raises `ImportProblem` for a time zone nobody knows."""
    name = wishes.get("timezone") or settings.TIME_ZONE
    try:
        return Options(timezone=ZoneInfo(name), encoding=wishes.get("encoding", ""))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ImportProblem(
            _("There is no time zone “%(name)s”. Write for example Asia/Shanghai.") % {"name": name}
        ) from error


def recognised(tree: Tree, wishes: dict[str, Any]) -> list[Found]:
    """Every export in the tree, as asked for in `wishes` (format, key, name, found). Raises `ImportProblem`."""
    found = _as_format(tree, wishes["format"]) if wishes.get("format") else recognise_all(tree)
    if wishes.get("found"):
        found = [one for one in found if one.match.key == wishes["found"]] or found
    if not found:
        raise ImportProblem(
            _("“%(name)s” is in no format Steward knows. Name the format, or write the data as our CSV or JSONL.")
            % {"name": tree.name}
        )
    if len(found) == 1:
        found = [_renamed(found[0], wishes)]
    return found


def _as_format(tree: Tree, key: str) -> list[Found]:
    importer = by_key(key)
    if importer is None:
        raise ImportProblem(_("There is no format “%(key)s”.") % {"key": key})
    slug = slugify(tree.name, allow_unicode=True) or importer.key
    guess = Match(0, f"{importer.key}-{slug}"[:120], tree.name, importer.key)
    return [Found(importer, importer.sniff(tree) or guess, tree)]


def _renamed(found: Found, wishes: dict[str, Any]) -> Found:
    """With the key and name the person gave. Another key is another source, so accounts of its own realm stay apart."""
    match = found.match
    key = slugify(wishes.get("key", ""), allow_unicode=True)[:120] or match.key
    return found._replace(match=replace(match, key=key, name=(wishes.get("name") or match.name)[:200]))


def records(found: Found, options: Options) -> Iterator[Record]:
    """Everything the export holds, what could not even be listed first; the same order every time."""
    return chain(found.tree.problems, found.importer.read(found.tree, options))


def batches(source: Iterable[Record], *, skip: int = 0, size: int = BATCH) -> Iterator[Batch]:
    """The records after the first `skip`, in batches of at most `size`."""
    stream = iter(source)
    for _skipped in islice(stream, skip):
        pass
    position = skip
    while chunk := list(islice(stream, size)):
        position += len(chunk)
        bad = [record for record in chunk if type(record) is BadRecord]
        good = [record for record in chunk if type(record) is not BadRecord] if bad else chunk
        yield Batch(position, good, bad)


@dataclass(frozen=True, slots=True)
class Line:
    """One activity as the preview shows it."""

    author: str
    channel: str
    record: ActivityRecord


@dataclass(frozen=True, slots=True)
class Preview:
    """What the beginning of an export looks like."""

    found: Found
    others: int  # further exports in the same archive
    lines: list[Line]
    bad: list[BadRecord]

    @property
    def asks_for_timezone(self) -> bool:
        """Whether its times say nothing about their zone."""
        return not self.found.importer.times_have_zone


def preview(tree: Tree, wishes: dict[str, Any]) -> Preview:
    """Recognise the export and read a little of it. Raises `ImportProblem`."""
    found = recognised(tree, wishes)
    names: dict[tuple[str, str], str] = {}
    channels: dict[str, str] = {}
    lines: list[Line] = []
    bad: list[BadRecord] = []
    for record in islice(records(found[0], options_of(wishes)), _LOOK * 100):
        if isinstance(record, AccountRecord):
            names[record.realm, record.account_id] = record.name or record.handle or record.account_id
        elif isinstance(record, ChannelRecord):
            channels[record.channel_id] = record.name
        elif isinstance(record, BadRecord):
            bad.append(record)
        elif isinstance(record, ActivityRecord) and (record.body or record.title):
            author = names.get((record.realm, record.account_id), record.account_id)
            lines.append(Line(author, channels.get(record.channel_id, record.channel_id), record))
        if len(lines) == _SHOWN or len(bad) == _LOOK:
            break
    return Preview(found[0], len(found) - 1, lines, bad[:_SHOWN])
