"""A report as it is read: chapters of passages in one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """One passage in one language. `text` is Markdown somebody wrote in its place; then nothing else is shown."""

    id: int
    key: str
    title: str
    sentences: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    asks: tuple[Mapping[str, Any], ...] = ()  # questions of numbers that moved: what can be decided about
    text: str = ""
    edited_by: str = ""
    edited_at: datetime | None = None
    shown: bool = True

    @property
    def is_edited(self) -> bool:
        """Whether a person's words stand here."""
        return self.edited_at is not None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading ("一、数据", "What comes next") and the passages below it."""

    title: str
    passages: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A report in one language. `note` is Markdown put on top by a person."""

    id: int
    language: str
    community: str
    title: str  # "Weekly report"
    span: str  # "4–10 May 2026 (week 19)"
    since: date
    until: date  # excluded
    note: str
    chapters: tuple[Chapter, ...]
    url: str
    incomplete: bool = False

    @property
    def heading(self) -> str:
        """Title and days in one line."""
        return f"{self.title} · {self.span}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage about to be stored: where it belongs, and what it says in each language."""

    key: str
    place: str
    order: int
    said: dict[str, dict[str, Any]]
    asks: tuple[dict[str, Any], ...] = field(default=())
