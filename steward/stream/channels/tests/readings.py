"""Small exports made by the tests, and what an importer makes of them."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from steward.stream.activity.records import (
    AccountRecord,
    ActivityRecord,
    BadRecord,
    ChannelRecord,
    MembershipRecord,
    ThreadRecord,
)
from steward.stream.channels.importers.base import Importer, Match, Options
from steward.stream.channels.importers.entry import Entry
from steward.stream.channels.importers.tree import open_tree


class Read:
    """Everything one importer made of a path, sorted by kind of record."""

    def __init__(self, importer: Importer, path: Path, options: Options | None = None) -> None:
        with open_tree(path) as tree:
            self.match: Match | None = importer.sniff(tree)
            self.records = list(importer.read(tree, options or Options()))
        self.accounts: list[AccountRecord] = [r for r in self.records if isinstance(r, AccountRecord)]
        self.channels: list[ChannelRecord] = [r for r in self.records if isinstance(r, ChannelRecord)]
        self.threads: list[ThreadRecord] = [r for r in self.records if isinstance(r, ThreadRecord)]
        self.activities: list[ActivityRecord] = [r for r in self.records if isinstance(r, ActivityRecord)]
        self.memberships: list[MembershipRecord] = [r for r in self.records if isinstance(r, MembershipRecord)]
        self.bad: list[BadRecord] = [r for r in self.records if isinstance(r, BadRecord)]

    def of_kind(self, *kinds: str) -> list[ActivityRecord]:
        """The activities of these kinds."""
        return [activity for activity in self.activities if activity.kind in kinds]

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Position and reason of everything in quarantine."""
        return [(bad.position, bad.reason) for bad in self.bad]


def write(folder: Path, files: Mapping[str, Any]) -> Path:
    """Write files below a folder: bytes as they are, text as UTF-8, anything else as JSON."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str | bytes) else json.dumps(content, ensure_ascii=False)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def entry_of(data: bytes, path: str = "file.json") -> Entry:
    """A file that exists in memory only."""
    return Entry(path, len(data), lambda: io.BytesIO(data))
