"""The types of what rooms contribute to the shared screens."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """Point `navigation`: a link in the console's rail, shown when the viewer has the permission."""

    wing: str  # today, conversations, members, community, insights, team, direction, settings
    label: Any  # lazily translated
    url_name: str
    icon: str  # a lucide name
    permission: str = ""
    order: int = 50
    badge: Callable[[HttpRequest], int] | None = None


@dataclass(frozen=True, slots=True)
class PaletteSource:
    """Point `palette`: finds things by what was typed into the command palette."""

    label: Any
    permission: str
    find: Callable[[Any, str], Iterable["PaletteHit"]]  # (viewer, query) → hits, at most 8


@dataclass(frozen=True, slots=True)
class PaletteHit:
    """One line of the palette."""

    title: str
    url: str
    detail: str = ""
    icon: str = "arrow-right"


@dataclass(frozen=True, slots=True)
class MemberPanel:
    """Point `member-panels`: a section on a member's page. `build(viewer, member)` gives the template's context."""

    key: str
    label: Any
    template: str
    build: Callable[[Any, Any], dict[str, Any]]
    permission: str = ""
    order: int = 50


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Point `personal-data`: a room that stores something about members exports and erases it.

    `export(member_id)` gives JSON-ready data; `erase(member_id)` removes it in the caller's transaction and returns
    the number of things removed. Files and other stores are cleaned by the returned callables after commit.
    """

    key: str
    export: Callable[[int], Any]
    erase: Callable[[int], int]
