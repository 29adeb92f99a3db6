"""The frame around pages: policy, switches, palette, errors, saved views, fragments."""

import re

import pytest
from django.contrib.messages import get_messages
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import reverse
from jinja2 import UndefinedError

from steward.foundation.kernel.ruling import Forbidden, NotFound
from steward.foundation.ui.actions.save_view import drop_view, save_view
from steward.foundation.ui.models import SavedView
from steward.foundation.ui.refusals import RefusalsMiddleware
from steward.foundation.ui.security import SecurityHeadersMiddleware
from steward.foundation.ui.views.errors import error_page

pytestmark = pytest.mark.django_db

STYLE_PAGES = ["basics", "forms", "table", "charts"]


@pytest.fixture
def console(client_of, owner) -> Client:
    return client_of(owner)


@pytest.mark.parametrize("page", STYLE_PAGES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_style_page_is_drawn_without_inline_script_or_style(console, page, language):
    response = console.get(reverse("ui:style-page", args=[page]), headers={"Accept-Language": language})
    html = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"", html) == []
    assert [
        tag for tag in re.findall(r"<script[^>]*>", html) if "src=" not in tag and "application/json" not in tag
    ] == []


def test_the_policy_allows_nothing_from_elsewhere(console):
    policy = console.get(reverse("ui:style"))["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_an_answer_may_bring_its_own_policy():
    from django.http import HttpResponse

    own = SecurityHeadersMiddleware(lambda _request: HttpResponse(headers={"Content-Security-Policy": "sandbox"}))
    assert own(RequestFactory().get("/"))["Content-Security-Policy"] == "sandbox"


def test_the_theme_is_kept_and_drawn(client):
    response = client.post(reverse("ui:theme"), {"theme": "dark", "next": "/accounts/login/"})
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/")
    assert (
        b'data-theme="ink"' in client.get(reverse("ui:language"), follow=True).content
        or client.cookies["theme"].value == "dark"
    )


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_a_switch_never_leads_to_another_site(client, target):
    assert client.post(reverse("ui:language"), {"language": "en", "next": target})["Location"] == "/"


def test_an_unknown_language_is_not_kept(client):
    client.post(reverse("ui:language"), {"language": "xx", "next": "/"})
    assert "language" not in client.cookies


@pytest.mark.parametrize("status", [400, 403, 404, 405, 429, 500])
def test_an_error_page_says_what_happened_without_database_or_request(status):
    response = error_page(None, status)
    assert response.status_code == status
    assert b"<h1" in response.content


@pytest.mark.parametrize(
    ("refusal", "status", "words"), [(Forbidden("Only leads may."), 403, b"Only leads may."), (NotFound(), 404, b"<h1")]
)
def test_refusals_of_actions_become_pages(refusal, status, words):
    response = RefusalsMiddleware(lambda _request: None).process_exception(RequestFactory().get("/x"), refusal)
    assert response.status_code == status
    assert words in response.content


def test_other_exceptions_are_not_swallowed():
    assert RefusalsMiddleware(lambda _request: None).process_exception(RequestFactory().get("/x"), ValueError()) is None


def test_the_palette_finds_pages_by_a_part_of_their_name(console):
    found = console.get(reverse("ui:palette"), {"q": "no such page at all"}, headers={"HX-Request": "true"})
    assert b"no such page at all" in found.content
    assert b"<html" not in found.content


def test_the_palette_is_for_who_is_signed_in(client):
    assert client.get(reverse("ui:palette")).status_code == 302


def test_htmx_gets_the_block_that_it_replaces_and_a_browser_the_page(console):
    address = reverse("ui:style-page", args=["table"])
    part = console.get(address, headers={"HX-Request": "true", "HX-Target": "teas"})
    whole = console.get(address)
    boosted = console.get(address, headers={"HX-Request": "true", "HX-Target": "teas", "HX-Boosted": "true"})
    assert b"<html" not in part.content
    assert b'id="teas"' in part.content
    assert b"<html" in whole.content
    assert b"<html" in boosted.content
    assert "HX-Request" in part["Vary"]


def test_an_unknown_prop_or_name_is_an_error():
    env = engines["jinja2"].env
    with pytest.raises(TypeError, match="colour"):
        env.from_string("{{ ui.button('Save', colour='red') }}").render()
    with pytest.raises(UndefinedError):
        env.from_string("{{ nothing }}").render()
    with pytest.raises(UndefinedError):
        env.from_string("{{ ui.carousel() }}").render()


def test_what_people_wrote_cannot_become_markup():
    env = engines["jinja2"].env
    evil = '<script>alert("x")</script>'
    html = env.from_string("{{ ui.badge(evil) }}{{ ui.person(evil, href=evil) }}{{ ui.alert(evil) }}").render(evil=evil)
    assert "<script" not in html


def keep(
    owner_id: int, name: str = "Fresh", path: str = "/console/style/table/", query: str = "?kind=green"
) -> SavedView:
    return save_view(actor=owner_id, table="teas", name=name, path=path, query=query)


def test_a_view_is_kept_replaced_by_its_name_and_dropped(console, owner):
    form = {"table": "teas", "name": "Fresh", "path": "/console/style/table/", "query": "?kind=green"}
    assert console.post(reverse("ui:save-view"), form)["Location"] == "/console/style/table/?kind=green"
    console.post(reverse("ui:save-view"), form | {"query": "?kind=white"})
    view = SavedView.objects.get()
    assert (view.owner_id, view.query) == (owner.account_id, "?kind=white")
    assert b"Fresh" in console.get(view.url).content
    console.post(reverse("ui:delete-view", args=[view.pk]))
    assert list(SavedView.objects.all()) == []


def test_nobody_drops_the_view_of_another(owner, moderator):
    view = keep(owner.account_id)
    with pytest.raises(NotFound):
        drop_view(actor=moderator.account_id, view=view.pk)
    assert SavedView.objects.filter(pk=view.pk).exists()


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "x"])
def test_a_view_cannot_lead_to_another_site(console, path):
    response = console.post(reverse("ui:save-view"), {"table": "teas", "name": "x", "path": path, "query": ""})
    assert response["Location"] == "/"
    assert [str(note) for note in get_messages(response.wsgi_request)] == ["This view cannot be kept."]
    assert SavedView.objects.count() == 0
