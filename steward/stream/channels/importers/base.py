"""The small interface every importer implements."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

from steward.stream.activity.records import Record
from steward.stream.channels.importers.tree import Tree


@dataclass(frozen=True, slots=True)
class Match:
    """An importer recognised the tree.

    `confidence` is 0–100; the highest wins. `key` proposes a stable slug of the source (the same for every export of
    the same workspace), `realm` names the account space (`slack:T02ABC`, `discourse:forum.example.org`).
    """

    confidence: int
    key: str
    name: str
    service: str
    realm: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who imports may say; every importer works with the defaults."""

    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    encoding: str = ""  # "" detects: UTF-8, then GB18030, then Latin-1


class Importer(Protocol):
    """One export format.

    `read` yields records in the same order every time it reads the same bytes (resuming counts on it), streams
    (memory does not grow with the number of messages), yields a `BadRecord` for what it cannot read, and raises
    `ImportProblem` only when nothing at all can be read.
    """

    key: str
    name: str  # English; the Chinese name comes from gettext
    #: False for exports whose times carry no zone: the console then asks for one.
    times_have_zone: bool

    def sniff(self, tree: Tree) -> Match | None:
        """Say whether this tree is yours, reading as little as possible."""
        ...

    def read(self, tree: Tree, options: Options) -> Iterator[Record]:
        """Yield every record of the tree."""
        ...
