"""Cooked pages and parts of pages, kept in the process and exact.

Exact: the stamp of a page (queries.stamps) is read from the database before anything else, and a page is found only
under the stamp it was made after. A reader after a write therefore never sees the page from before it, in whichever
process the write happened. Memory is bounded by bytes; what was used longest ago goes first.

Slots: what differs between readers is cut out of a shared part while it is drawn (`slot`), and filled in for each of
them (`Cooked.fill`).
"""

import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from sys import getsizeof
from threading import Lock
from typing import Any

from markupsafe import Markup

from steward.foundation.kernel import env

#: Marks slots. Nobody can guess it, so nobody can write one into a post.
SEAM = f"\u2063{secrets.token_hex(12)}\u2063"
#: Stands for the token of a form in what is kept; replaced for each reader.
TOKEN = f"{SEAM}token"
_MEGABYTE = 1_000_000


def slot(name: str, number: int = 0) -> Markup:
    """A place in a shared part that is filled for each reader: "tools" of post 12."""
    return Markup("{0}{1}:{2}{0}").format(SEAM, name, number)


@dataclass(frozen=True, slots=True)
class Cooked:
    """A drawn part with slots: `texts` has one element more than `slots`."""

    texts: tuple[str, ...]
    slots: tuple[tuple[str, int], ...]
    #: What the drawing was made of (rows of topics, of posts), for filling the slots.
    rows: Any = None
    #: Drawn contents of slots, by slot and what they depend on; shared by all readers to whom the same applies.
    variants: dict[Hashable, str] = field(default_factory=dict)
    #: The moment from which it is no longer right by itself (a pin that ends), if there is one.
    until: datetime | None = None

    @classmethod
    def of(cls, html: str, rows: Any = None, until: datetime | None = None) -> "Cooked":
        """Cut drawn HTML at its slots."""
        parts = re.split(f"{SEAM}([a-z_]+:[0-9]+){SEAM}", html)
        names = (name.partition(":") for name in parts[1::2])
        return cls(tuple(parts[::2]), tuple((name, int(number)) for name, _colon, number in names), rows, {}, until)

    @classmethod
    def joined(cls, parts: Sequence["Cooked"], before: str = "", after: str = "") -> "Cooked":
        """Several drawings as one; its rows are theirs."""
        texts: list[str] = [before]
        slots: list[tuple[str, int]] = []
        for part in parts:
            texts[-1] += part.texts[0]
            texts += part.texts[1:]
            slots += part.slots
        texts[-1] += after
        return cls(tuple(texts), tuple(slots), tuple(part.rows for part in parts))

    def fill(self, content: Callable[[str, int], str]) -> str:
        """The HTML with every slot filled."""
        out = [self.texts[0]]
        for (name, number), text in zip(self.slots, self.texts[1:], strict=True):
            out.append(content(name, number))
            out.append(text)
        return "".join(out)

    def variant(self, key: Hashable, draw: Callable[[], str], limit: int = 400) -> str:
        """The drawn content for `key`, from memory where somebody to whom the same applies came before."""
        drawn = self.variants.get(key)
        if drawn is None:
            if len(self.variants) >= limit:
                self.variants.clear()
            drawn = self.variants[key] = draw()
        return drawn

    @property
    def size(self) -> int:
        """About how many bytes it takes, with room for variants."""
        return sum(map(getsizeof, self.texts)) + 200 * len(self.slots) + 2000


class Store:
    """Values under keys, each with the stamp it was made after; at most `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = 0
        self._kept: OrderedDict[Hashable, tuple[Hashable, Any, int, datetime | None]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, stamp: Hashable, now: datetime) -> Any:
        """The value, or None when there is none of this stamp."""
        with self._lock:
            entry = self._kept.get(key)
            if entry is None or entry[0] != stamp or (entry[3] is not None and entry[3] <= now):
                return None
            self._kept.move_to_end(key)
            return entry[1]

    def put(self, key: Hashable, stamp: Hashable, value: Any, size: int, until: datetime | None = None) -> None:
        """Keep the value in the place of an older one; right until the moment given, if one is."""
        with self._lock:
            old = self._kept.pop(key, None)
            self._held += size - (old[2] if old else 0)
            self._kept[key] = (stamp, value, size, until)
            while self._held > self._limit and self._kept:
                _key, (_stamp, _value, gone, _until) = self._kept.popitem(last=False)
                self._held -= gone

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._held = 0

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def held(self) -> int:
        """Bytes kept."""
        return self._held


_MEMORY = env.number("STEWARD_PAGE_CACHE_MB", 64) * _MEGABYTE
#: Whole pages as visitors get them, compressed.
WHOLE = Store(_MEMORY)
#: Parts that signed-in readers share, with slots; not compressed, so that filling them is quick.
PARTS = Store(2 * _MEMORY)
