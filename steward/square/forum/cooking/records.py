"""What cooking needs to know and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cooked:
    """A post as it is shown, and what was found in it."""

    html: str  # safe
    excerpt: str = ""  # the first words, without markup, quotations, spoilers and code; at most 240 characters
    mentions: list[int] = field(default_factory=list)  # account ids, outside quotations
    quotes: list[int] = field(default_factory=list)  # post ids as written: they need not exist
    links: list[str] = field(default_factory=list)  # addresses elsewhere, each once
    pictures: list[str] = field(default_factory=list)  # keys of uploads
    language: str = ""  # "zh", "en", "ja", "ko" or "" for unknown
    previews: list[str] = field(default_factory=list)  # those of the links that stand alone and want a preview


@dataclass(frozen=True, slots=True)
class Person:
    """An account that can be mentioned."""

    account_id: int
    member_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of ours: what an `<img>` needs, in pixels of the shown variant."""

    src: str
    whole: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a linked page says of itself; `picture` is an address of ours or ""."""

    title: str
    description: str
    site: str
    picture: str


@dataclass(slots=True)
class Findings:
    """What the walk over the parsed text gathers, and what was looked up for drawing it."""

    people: Mapping[str, Person] = field(default_factory=dict)  # folded name → whom it names
    mentions: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    shown: Mapping[str, Picture] = field(default_factory=dict)
    previews: Mapping[str, Preview] = field(default_factory=dict)
