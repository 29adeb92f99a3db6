"""The rail, the palette and the notes: who sees what, and when."""

import re

import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from steward.foundation.kernel import registry
from steward.foundation.kernel.contracts import NavigationEntry, PaletteHit, PaletteSource
from steward.foundation.ui.assets import BUILT
from steward.foundation.ui.context import Shell
from steward.foundation.ui.navigation import wings_for
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.foundation.ui.views.palette import palette

pytestmark = pytest.mark.django_db


class Somebody:
    """A viewer who holds the named permissions."""

    pk = 7
    is_authenticated = True
    display_name = "王芳"

    def __init__(self, *held: str) -> None:
        self.held = held

    def can(self, permission: str) -> bool:
        return permission in self.held


@pytest.fixture
def rail(monkeypatch):
    """Four entries, out of order; one leads to a room that is not mounted."""
    entries = [
        NavigationEntry("insights", "Style", "ui:style", "chart-line"),
        NavigationEntry("members", "Secret", "ui:account", "lock", permission="secret.see", order=10),
        NavigationEntry("members", "Find", "ui:palette", "search", order=5, badge=lambda _request: 3),
        NavigationEntry("team", "Not built", "nowhere:list", "house"),
    ]
    sources = [
        PaletteSource("Teas", "tea.see", lambda viewer, query: [PaletteHit(f"{query} tea", "/t/", icon="coffee")] * 20)
    ]
    monkeypatch.setitem(registry._items, "navigation", entries)
    monkeypatch.setitem(registry._items, "palette", sources)


def asked(path: str = "/", *held: str, **headers: str):
    request = RequestFactory().get(path, headers=headers)
    request.user = request.viewer = Somebody(*held)
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def test_wings_come_in_the_order_of_a_day_and_only_where_something_is_in_them(rail):
    wings = wings_for(asked("/console/style/basics/"))
    assert [(wing.key, [link.label for link in wing.links]) for wing in wings] == [
        ("members", ["Find"]),
        ("insights", ["Style"]),
    ]
    assert [(wing.here, wing.badge) for wing in wings] == [(False, 3), (True, 0)]


def test_an_entry_is_shown_to_who_holds_its_permission(rail):
    assert [link.label for link in wings_for(asked("/", "secret.see"))[0].links] == ["Find", "Secret"]


def test_the_palette_asks_rooms_only_for_who_may_see_and_shows_eight_at_most(rail):
    refused = palette(asked("/console/palette/?q=green")).content.decode()
    allowed = palette(asked("/console/palette/?q=green", "tea.see", **{"HX-Request": "true"})).content.decode()
    assert "green tea" not in refused
    assert allowed.count("green tea") == 8
    assert len(set(re.findall(r'id="(hit-\d+)"', allowed))) == 8


def test_a_note_is_shown_once_with_its_way_back():
    request = asked()
    toast(request, "Merged.", undo="/undo/7/")
    toast(request, "Failed <b>.", level=messages.ERROR)
    notes = Shell(request).toasts
    assert [(note.text, note.level, note.undo) for note in notes] == [
        ("Merged.", "done", "/undo/7/"),
        ("Failed <b>.", "error", ""),
    ]
    assert request._messages.used


def test_notes_travel_with_a_fragment(rail):
    request = asked("/console/palette/?q=x", **{"HX-Request": "true"})
    toast(request, "Merged.", undo="/undo/7/")
    html = render(
        request, "ui/pages/palette.jinja", {"groups": [], "query": "x"}, block="palette_list"
    ).content.decode()
    assert '<div hx-swap-oob="beforeend:#toasts">' in html
    assert 'action="/undo/7/"' in html


def test_a_shell_can_be_drawn_for_nobody():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert (Shell(request).viewer, Shell(request).wings, Shell(None).theme, Shell(None).path) == (None, [], "auto", "/")


def test_html_names_the_language_of_the_reader():
    with translation.override("zh-hans"):
        assert Shell(None).language == "zh-Hans"


def test_every_icon_of_our_own_parts_is_in_the_sprite():
    sprite = next(BUILT.glob("icons-*.svg")).read_text(encoding="utf-8")
    env = engines["jinja2"].env
    html = "".join(
        str(env.from_string("{{ ui.state('a', kind=k) }}").render(k=kind))
        for kind in ("empty", "error", "denied", "nothing")
    )
    assert [name for name in re.findall(r"#([a-z-]+)\"", html) if f'id="{name}"' not in sprite] == []
