"""Pure reckoning: excerpts, marked pieces, what its condition asks for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from steward.care.screening.engine.records import Message, Reason
from steward.care.screening.records import Asked, Piece

#: The permissions of this room.
MANAGE, VIEW = "screening.manage", "screening.view"
#: So much of the words a hit keeps, and so much of it before the first mark.
EXCERPT, LEAD = 600, 160
#: So many reasons a hit keeps.
MOST_REASONS = 40
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def excerpt_of(message: Message, reasons: Sequence[Reason]) -> tuple[str, int, tuple[Reason, ...]]:
    """The stretch of the words that shows the first mark, where it begins in them, and the reasons to keep.

    Where nothing is marked in the words as written, but in the words as shown, the excerpt is of those.
    """
    fields = [one.field for one in reasons if one.start >= 0]
    shown = "html_text" if "text" not in fields and "html_text" in fields else "text"
    words: str = getattr(message, shown)
    first = min((one.start for one in reasons if one.start >= 0 and one.field == shown), default=0)
    starts = max(0, first - LEAD) if len(words) > EXCERPT else 0
    kept = tuple(
        replace(one, field="text") if one.field == shown else one
        for one in reasons
        if one.what != "team" and (one.field != "text" or shown == "text" or one.start < 0)
    )
    return words[starts : starts + EXCERPT], starts, kept[:MOST_REASONS]


def pieces(words: str, reasons: Sequence[Reason], *, starts: int = 0, field: str = "text") -> list[Piece]:
    """The words cut at the marks of that field; where marks overlap the earlier, longer one is shown."""
    marks = sorted(
        (max(one.start - starts, 0), -(one.end - starts), number)
        for number, one in enumerate(reasons)
        if one.field == field and one.start >= 0 and one.end > starts and one.start - starts < len(words)
    )
    found, at = [], 0
    for start, minus_end, number in marks:
        if start < at:
            continue
        end = min(-minus_end, len(words))
        if start > at:
            found.append(Piece(words[at:start]))
        found.append(Piece(words[start:end], number))
        at = end
    return [*found, Piece(words[at:])] if at < len(words) else found


def asked_by(conditions: Iterable[Any]) -> Asked:
    """What these trees ask of a message and its author."""
    found: set[str] = set()
    window = timedelta(0)
    waiting = list(conditions)
    while waiting:
        node = waiting.pop()
        for name, value in node.items() if isinstance(node, Mapping) else ():
            if name in {"all", "any"}:
                waiting += list(value)
            elif name == "not":
                waiting.append(value)
            else:
                found.add(str(value) if name == "in" else name)
            if name in {"rate", "duplicate"}:
                window = max(window, timedelta(minutes=value["minutes"]))
    return Asked(frozenset(found), window)


def slug(name: str, otherwise: str, taken: AbstractSet[str]) -> str:
    """A short name made of the Latin letters of a name, with a number where it is taken."""
    plain = _NOT_PLAIN.sub("-", name.lower()).strip("-")[:40] or otherwise
    return next(key for key in (plain, *(f"{plain}-{n}" for n in range(2, len(taken) + 3))) if key not in taken)


def shadow_left(since: datetime | None, hours: int, now: datetime) -> float:
    """Hours a version still has to be in shadow before it may be live; all of them when it is not in shadow."""
    return max(hours - (now - since).total_seconds() / 3600, 0.0) if since else float(hours)
