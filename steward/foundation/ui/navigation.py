"""The console's rail: the wings that have at least one entry the viewer may open, in the order of a day."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel import registry
from steward.foundation.kernel.contracts import NavigationEntry

# wing → name, icon, the letter that leads there after g
WINGS: dict[str, tuple[Any, str, str]] = {
    "today": (_("Today"), "sun", "t"),
    "conversations": (_("Conversations"), "messages-square", "c"),
    "members": (_("Members"), "users", "m"),
    "community": (_("Community"), "house", "o"),
    "insights": (_("Insights"), "chart-line", "i"),
    "team": (_("Team"), "handshake", "e"),
    "direction": (_("Direction"), "compass", "d"),
    "settings": (_("Settings"), "settings", "s"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the rail as it is drawn."""

    label: Any
    url: str
    icon: str
    here: bool
    badge: int = 0


@dataclass(slots=True)
class WingLinks:
    """A wing with its entries; `url` is that of the first."""

    key: str
    label: Any
    icon: str
    letter: str
    links: list[Link] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where the wing itself leads."""
        return self.links[0].url

    @property
    def here(self) -> bool:
        """Whether the reader is in this wing."""
        return any(link.here for link in self.links)

    @property
    def badge(self) -> int:
        """What waits in the whole wing."""
        return sum(link.badge for link in self.links)


def wings_for(request: HttpRequest) -> list[WingLinks]:
    """The rail for this viewer; wings without an entry are left out."""
    entries = [entry for entry in registry.items("navigation") if may(request, entry.permission)]
    found = [(entry, url) for entry in entries if (url := _address(entry))]
    begun = [(start, url) for entry, url in found for start in (url, *entry.also) if request.path.startswith(start)]
    _start, here = max(begun, key=lambda pair: len(pair[0]), default=("", ""))
    wings = {key: WingLinks(key, *about) for key, about in WINGS.items()}
    for entry, url in sorted(found, key=lambda pair: pair[0].order):
        badge = entry.badge(request) if entry.badge else 0
        wings[entry.wing].links.append(Link(entry.label, url, entry.icon, url == here, badge))
    return [wing for wing in wings.values() if wing.links]


def may(request: HttpRequest, permission: str) -> bool:
    """Whether the viewer holds a permission; no permission asked means everybody may."""
    if not permission:
        return True
    viewer = viewer_of(request)
    return bool(viewer.can(permission) if hasattr(viewer, "can") else viewer.has_perm(permission))


def viewer_of(request: HttpRequest) -> Any:
    """Who looks: what the access room put on the request, else the signed-in account."""
    return getattr(request, "viewer", request.user)


def _address(entry: NavigationEntry) -> str:
    """The entry's address, or "" while the room that would serve it is not mounted."""
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""
