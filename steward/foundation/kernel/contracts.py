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
    the number of things removed. `detach(member_id)` is for rooms whose words others have answered: the words stay,
    nothing says any more whose they were; a room without it erases. Files are cleaned after commit.
    """

    key: str
    export: Callable[[int], Any]
    erase: Callable[[int], int]
    detach: Callable[[int], int] | None = None


@dataclass(frozen=True, slots=True)
class PortalEntry:
    """Point `portal-nav`: a link in the portal's head. Point `portal-menu`: one in the menu of who is signed in.

    `count` gives what waits there for the viewer, drawn as a badge; it may make one query.
    """

    label: Any
    url_name: str
    icon: str
    order: int = 50
    count: Callable[[Any], int] | None = None  # (viewer) → number
    tool: bool = False  # drawn as an icon beside the menu (inbox, letters) instead of as a word


@dataclass(frozen=True, slots=True)
class Brand:
    """Point `brand`: one function → Brand, what every page takes from the community's settings. Addresses may be ""."""

    stylesheet: str = ""  # tokens of the community, with a fingerprint in its name
    logo: str = ""
    cover: str = ""
    purpose: str = ""
    filing: str = ""  # the ICP number, shown in the foot with a link to the registry
    filing_police: str = ""  # 公安备案
    legal: tuple[tuple[str, str], ...] = ()  # (title, address)
    languages: tuple[str, ...] = ()  # offered to readers; () are all there are
