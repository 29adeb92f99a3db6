"""What every shell needs to know: reader, language, theme, rail, messages. A context processor, computed when used."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.contrib.messages import get_messages
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from steward.foundation.kernel import registry
from steward.foundation.kernel.contracts import Brand, PortalEntry
from steward.foundation.ui.navigation import Link, WingLinks, viewer_of, wings_for
from steward.foundation.ui.toasts import Toast, toasts_of

THEMES = {"light": "paper", "dark": "ink"}
THEME_COOKIE = "theme"


@dataclass
class Shell:
    """The frame around a page, for one request (or none: an error page must be drawable without)."""

    request: HttpRequest | None

    @cached_property
    def community(self) -> str:
        """The community's name: contributed (point `community-name`) or from the settings."""
        for source in registry.items("community-name") if self.request else ():
            with suppress(DatabaseError):
                if name := source():
                    return str(name)
        return str(getattr(settings, "STEWARD_COMMUNITY_NAME", "") or _("Steward"))

    @cached_property
    def language(self) -> str:
        """The reader's language as HTML writes it: en, zh-Hans."""
        code = get_language() or settings.LANGUAGE_CODE
        return {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(code, code)

    @cached_property
    def languages(self) -> list[tuple[str, str, bool]]:
        """Every language of the community as (code, its own name, whether it is the one in use)."""
        now, offered = get_language(), self.brand.languages or [code for code, _name in settings.LANGUAGES]
        return [(code, str(get_language_info(code)["name_local"]), code == now) for code in offered]

    @cached_property
    def theme(self) -> str:
        """What the reader chose: light, dark or auto."""
        choice = self.request.COOKIES.get(THEME_COOKIE, "auto") if self.request else "auto"
        return choice if choice in THEMES else "auto"

    @property
    def theme_name(self) -> str:
        """The value of `data-theme`; "" leaves it to the reader's system."""
        return THEMES.get(self.theme, "")

    @cached_property
    def viewer(self) -> Any:
        """Who is signed in, or None."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def viewer_name(self) -> str:
        """How the viewer is called on screen."""
        name = getattr(self.viewer, "display_name", "") or getattr(self.viewer, "name", "")
        return str((name() if callable(name) else name) or self.viewer or "")

    @cached_property
    def wings(self) -> list[WingLinks]:
        """The console's rail for this viewer."""
        return wings_for(self.request) if self.request and self.viewer else []

    @cached_property
    def brand(self) -> Brand:
        """What the community's settings give every page (point `brand`)."""
        for source in registry.items("brand") if self.request else ():
            with suppress(DatabaseError):  # the page that says the database is away wants to be drawn too
                return cast("Brand", source())
        return Brand()

    @cached_property
    def portal_nav(self) -> list[Link]:
        """The portal's main links, for everybody."""
        return self._portal("portal-nav", tool=False)

    @cached_property
    def portal_tools(self) -> list[Link]:
        """What waits for who is signed in: notifications, private conversations; with counts."""
        return self._portal("portal-nav", tool=True) if self.viewer else []

    @cached_property
    def portal_menu(self) -> list[Link]:
        """One's own pages, in the menu of who is signed in."""
        return self._portal("portal-menu", tool=False) if self.viewer else []

    @cached_property
    def portal_foot(self) -> list[Link]:
        """Pages about the community, in the foot of every page."""
        with suppress(DatabaseError):  # an error page wants its foot too
            return self._portal("portal-foot", tool=False) if self.request else []
        return []

    def _portal(self, point: str, *, tool: bool) -> list[Link]:
        entries = [
            entry for entry in registry.items(point) if entry.tool == tool and (not entry.shown or entry.shown())
        ]
        return [link for entry in sorted(entries, key=lambda entry: entry.order) if (link := self._link(entry))]

    def _link(self, entry: PortalEntry) -> Link | None:
        try:
            url = reverse(entry.url_name)
        except NoReverseMatch:
            return None
        here = self.request is not None and self.request.path == url
        waits = entry.count(viewer_of(self.request)) if entry.count and self.request and self.viewer else 0
        return Link(entry.label, url, entry.icon, here, waits)

    @cached_property
    def toasts(self) -> list[Toast]:
        """What happened just now, each shown once."""
        return toasts_of(get_messages(self.request)) if self.request else []

    @property
    def path(self) -> str:
        """The address of this page with its query, to come back to after a switch of language or theme."""
        return self.request.get_full_path() if self.request else "/"


def shell(request: HttpRequest | None) -> dict[str, Any]:
    """The context processor of the Jinja2 backend: the name `shell` in every template."""
    return {"shell": Shell(request)}
