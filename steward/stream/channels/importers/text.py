"""Text, lines, dates and fields as they come out of foreign files: decoded, bounded, checked."""

import codecs
import re
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

import orjson
from django.utils.translation import gettext as _

from steward.stream.activity.records import BadRecord, Record
from steward.stream.channels.importers.entry import Entry
from steward.stream.channels.importers.streams import EntryProblem

CHUNK = 1 << 20
LONGEST_LINE = 16 << 20
LARGEST_FILE = 256 << 20
_SHOWN = 10_000
_TWO_DAYS = 2 * 86_400
_PAIR = re.compile(rb"[\x81-\xfe][\x30-\x7e\x80-\xfe]")
_COMMON_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")


class BadField(Exception):
    """One record cannot be read; `reason` is a key of `errors.REASONS`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


# --- encodings -------------------------------------------------------------------------------------------------------


def _guess(data: bytes) -> str:
    """UTF-8, else GB18030 when most double bytes lie where GB 2312 puts its characters, else Latin-1.

    GB18030 decodes nearly anything; Latin-1 words ("Müller") pair a high byte with an ASCII letter, which real Chinese
    text seldom does.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character cut in two by the end of the sample is no evidence.
        if error.reason == "unexpected end of data" and error.start >= len(data) - 3:
            return "utf-8"
    else:
        return "utf-8"
    pairs = _PAIR.findall(data)
    common = sum(1 for pair in pairs if _COMMON_PAIR.match(pair))
    return "gb18030" if pairs and common >= 0.7 * len(pairs) else "latin-1"


def clean(text: str) -> str:
    """Without NUL bytes, which PostgreSQL cannot store."""
    return text.replace("\0", "") if "\0" in text else text


def decode(data: bytes, encoding: str = "") -> str:
    """Bytes to text: `encoding` when given, else UTF-8 (with or without mark), GB18030 or Latin-1. Never fails."""
    try:
        text = data.decode(encoding or "utf-8", "replace" if encoding else "strict")
    except UnicodeDecodeError:
        text = data.decode(_guess(data), "replace")
    except LookupError:
        text = decode(data)
    return clean(text.removeprefix("\ufeff"))


def chunks(entry: Entry, encoding: str = "", size: int = CHUNK, *, guess: bool = True) -> Iterator[bytes]:
    """The file in pieces of at most `size` bytes, as UTF-8. What follows a broken place is lost.

    Without `guess` only UTF-16 is detected and other bytes stay as they are: logs mix encodings from line to line.
    Raises `EntryProblem` at the broken place.
    """
    with entry.open() as stream:
        read = getattr(stream, "read1", stream.read)
        head: bytes = stream.read(size)
        found = encoding or _marked(head) or (_guess(head) if guess else "latin-1")
        if found.lower().replace("_", "-") in {"utf-8", "utf8", "utf-8-sig", "latin-1"} and not encoding:
            # Lone Latin-1 lines inside UTF-8 (or the other way round) are decoded one by one later.
            yield head.removeprefix(codecs.BOM_UTF8)
            while data := read(size):
                yield data
            return
        try:
            decoder = codecs.getincrementaldecoder(found)("replace")
        except LookupError as error:
            raise EntryProblem("bad-encoding", found) from error
        data = head
        while data:
            yield decoder.decode(data).encode("utf-8", "replace").removeprefix(codecs.BOM_UTF8)
            data = read(size)
        yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _marked(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return ""


# --- whole files, lines ----------------------------------------------------------------------------------------------


def read_all(entry: Entry, limit: int = LARGEST_FILE, encoding: str = "") -> bytes:
    """A small file as a whole, as UTF-8. Raises `EntryProblem` when it is broken or larger than `limit` bytes."""
    parts: list[bytes] = []
    size = 0
    for part in chunks(entry, encoding):
        size += len(part)
        if size > limit:
            raise EntryProblem("too-large", entry.path)
        parts.append(part)
    return b"".join(parts)


def iter_lines(entry: Entry, limit: int = LONGEST_LINE, encoding: str = "") -> Iterator[tuple[int, bytes] | BadRecord]:
    """Number (from 1) and bytes of every line, without its end; a line above `limit` bytes is a `BadRecord`.

    The bytes are the file's own (`decode` them one by one), or UTF-8 when `encoding` is given or the file is UTF-16.
    Memory stays below `limit` plus two chunks. A file that breaks off ends with a `BadRecord`.
    """
    number = 0
    pending = b""
    skipping = False
    try:
        for chunk in chunks(entry, encoding, guess=False):
            lines = chunk.split(b"\n")
            lines[0] = lines[0] if skipping else pending + lines[0]
            pending = lines.pop()
            for line in lines:
                number += 1
                if skipping:
                    skipping = False
                else:
                    yield number, line.removesuffix(b"\r")
            if skipping:
                pending = b""
            elif len(pending) > limit:
                yield _too_long(entry, f"line {number + 1}", pending)
                pending, skipping = b"", True
    except EntryProblem as problem:
        yield entry.bad(problem.reason, f"line {number + 1}", problem.detail, decode(pending[:_SHOWN]))
        return
    if pending:
        yield number + 1, pending.removesuffix(b"\r")


def _too_long(entry: Entry, position: str, start: bytes) -> BadRecord:
    return entry.bad("too-long", position, _("more than %(size)s bytes") % {"size": len(start)}, decode(start[:_SHOWN]))


# --- fields ----------------------------------------------------------------------------------------------------------


def parse_epoch(value: object) -> datetime:
    """Seconds since 1970 (number or digits) as UTC. Raises `BadField` for what cannot be true."""
    try:
        seconds = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise BadField("bad-date", str(value)[:100]) from error
    if not 0 < seconds < time.time() + _TWO_DAYS:
        raise BadField("bad-date", str(value)[:100])
    return datetime.fromtimestamp(seconds, UTC)


def parse_iso(value: object, zone: tzinfo = UTC) -> datetime:
    """An ISO 8601 text as UTC; without an offset it is taken to be in `zone`. Raises `BadField`."""
    if not isinstance(value, str):
        raise BadField("bad-date", str(value)[:100])
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise BadField("bad-date", value[:100]) from error
    return check_moment(moment, zone)


def check_moment(moment: datetime, zone: tzinfo = UTC) -> datetime:
    """In UTC (`zone` counts where it has none), or `BadField` before 1970 or after the day after tomorrow."""
    try:
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
        seconds = moment.timestamp()
    except (OverflowError, ValueError) as error:
        raise BadField("bad-date", str(moment)) from error
    if not 0 <= seconds < time.time() + _TWO_DAYS:
        raise BadField("bad-date", moment.isoformat())
    return moment


def as_text(value: object) -> str:
    """A text field: "" for nothing, digits for a number. Raises `BadField` for anything else."""
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise BadField("wrong-type", type(value).__name__)


def label(value: object) -> str:
    """A text that is nice to have (names in the head of a file): "" where it has the wrong type."""
    try:
        return as_text(value)
    except BadField:
        return ""


def as_id(fields: dict[str, Any], key: str) -> str:
    """A field that must be there and not be empty. Raises `BadField`."""
    value = as_text(fields.get(key))
    if not value:
        raise BadField("missing-field", key)
    return value[:500]


def as_list(value: object) -> list[dict[str, Any]]:
    """The objects of a list field; nothing and anything else is an empty list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def as_object(value: object) -> dict[str, Any]:
    """An object field; nothing and anything else is an empty object."""
    return value if isinstance(value, dict) else {}


def build_each(
    entry: Entry, items: Iterable[object], build: Callable[[dict[str, Any]], Iterable[Record]]
) -> Iterator[Record]:
    """`build` the records of every item; one that `build` cannot read becomes one `BadRecord`.

    Bad records among the items are passed on. `build` must return a finished list, so that a record is given whole or
    not at all.
    """
    for number, item in enumerate(items, 1):
        if isinstance(item, BadRecord):
            yield item
            continue
        reason, detail = "wrong-type", type(item).__name__
        if isinstance(item, dict):
            try:
                records = build(item)
            except BadField as error:
                reason, detail = error.reason, error.detail
            except KeyError as error:
                reason, detail = "missing-field", str(error.args[0])
            except (TypeError, AttributeError, ValueError, IndexError, OverflowError) as error:
                detail = str(error)
            else:
                yield from records
                continue
        yield entry.bad(reason, f"item {number}", detail, _shown(item))


def _shown(item: object) -> str:
    try:
        return orjson.dumps(item).decode()[:_SHOWN]
    except orjson.JSONEncodeError:
        return repr(item)[:_SHOWN]
