"""Every address, HTML and JSON, asked by a visitor, a stranger, a member, a moderator and an owner.

A new address is covered the moment it exists: below /console/ it must be the team's, elsewhere it must ask for an
account unless it stands in `OPEN`. Whoever is refused has changed nothing.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from steward.config.api import api
from tests.safety.loop import NAMES, NUMBER, made_loop

pytestmark = pytest.mark.django_db

#: Addresses that visitors may open, by name; everything else asks for an account.
OPEN = {
    "healthz", "home", "robots", "sitemap", "sitemap-file", "brand-stylesheet", "about", "about-text", "media-file",
    "forum-latest", "forum-category", "forum-category-feed", "forum-feed", "forum-tag", "forum-tag-feed", "forum-tags",
    "forum-topic", "forum-topic-short", "forum-topic-feed", "forum-post", "forum-day", "forum-day-asked", "forum-after",
    "forum-news", "forum-unread", "forum-search", "forum-suggestions", "forum-history", "forum-acts", "member-profile",
    "member-profile-tab", "groups", "group", "join", "guardian", "notify-stop", "mail-receive", "sign-in-by-link",
    "ui:language", "ui:theme", "claim-by-letter", "forum-similar", "forum-quote", "forum-chain", "notification-count",
    "code-of-conduct", "code-changes", "code-clause", "conduct-library", "conduct-log", "conduct-log-feed",
    "transparency", "positioning", "survey",
}  # fmt: skip
#: Libraries' own pages have tests of their own.
APART = ("accounts/", "api/", "^api/")
VALUES: dict[str, Any] = {
    "slug": "x", "key": "x", "name": "x.webp", "token": "x" * 20, "date": "2026-01-01", "place": "new", "tab": "topics",
    "verb": "in", "verdict": "accept", "digest": "0" * 8, "kind": "csv", "page": "basics",
    "way": "up", "period": "2026-Q2", **dict.fromkeys(NAMES, NUMBER),
}  # fmt: skip
#: Operations of the API that visitors may read.
READ_BY_ALL = (
    "/api/square/", "/api/community", "/api/code", "/api/conduct/log", "/api/conduct/transparency", "/api/positioning",
)  # fmt: skip
READ_BY_TEAM = ("/api/code/draft", "/api/code/acceptances")
_PART = re.compile(r"<(?:(\w+):)?(\w+)>|\(\?P<(\w+)>(?:\[[^\]]*\]|\\d|\([^)]*\)|[^)\[\]])*\)")


def addresses(resolver: URLResolver | None = None, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Every pattern of the house as (name, path with sample values)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if route.startswith(APART):
            continue
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern, route, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or route.strip('/^$')}", "/" + _filled(route)


def _filled(route: str) -> str:
    def value(hit: re.Match[str]) -> str:
        name = hit[2] or hit[3]
        return str(VALUES.get(name, 1))

    return _PART.sub(value, route).replace("^", "").replace("$", "").replace("\\.", ".")


def rows() -> dict[str, int]:
    """How many rows each table of ours has."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model.__module__.startswith("steward.")
    }


ALL = sorted(set(addresses()))
CONSOLE = [(name, path) for name, path in ALL if path.startswith("/console/")]
PORTAL = [(name, path) for name, path in ALL if not path.startswith("/console/")]
CLOSED = [(name, path) for name, path in PORTAL if name not in OPEN]


@pytest.fixture
def world(owner, moderator, stranger):
    """A square with a topic everybody reads and one only the team does, and the loop: so that ids lead somewhere."""
    from steward.people.joining.public import ensure_identity
    from steward.square.forum.tests.square import make_category, make_topic

    ensure_identity(stranger.account)
    made_loop(owner)
    hall = make_category(key="hall")
    room = make_category(key="room", rights={"see": ["role:moderator"], "post": ["role:moderator"],
                                             "reply": ["role:moderator"], "moderate": ["role:moderator"]})  # fmt: skip
    return {
        "open": make_topic(author=owner, category=hall),
        "hidden": make_topic(author=owner, category=room),
    }


def test_every_open_address_still_exists() -> None:
    assert OPEN - {name for name, _path in PORTAL} == set()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_gets_nowhere_without_an_account_but_where_everybody_may(world, method) -> None:
    before, wrong = rows(), {}
    for name, path in (*CONSOLE, *CLOSED):
        answer = getattr(Client(), method)(path)
        refused = answer.status_code in {401, 403, 404, 405} or (
            answer.status_code == 302 and "/accounts/login/" in answer["Location"]
        )
        if not refused:
            wrong[name] = (path, answer.status_code)

    assert wrong == {}
    assert rows() == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_member_never_gets_into_the_console(world, stranger, client_of, method) -> None:
    client, before = client_of(stranger), rows()
    statuses = {name: getattr(client, method)(path).status_code for name, path in CONSOLE}

    assert {name: status for name, status in statuses.items() if status != 403} == {}
    assert rows() == before


@pytest.mark.parametrize("role", ["visitor", "stranger", "moderator", "owner"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_breaks_whoever_asks(world, request, client_of, role, method) -> None:
    client = Client() if role == "visitor" else client_of(request.getfixturevalue(role))
    client.raise_request_exception = False
    broken = {}
    for name, path in ALL:
        if (status := getattr(client, method)(path).status_code) >= 500:
            broken[name] = (path, status)

    assert broken == {}


@pytest.mark.parametrize("role", ["stranger", "moderator", "owner"])
def test_nothing_is_done_for_a_page_of_somebody_else(world, request, role) -> None:
    """A form without the token of ours (a stranger's site sends it with the member's cookies) is refused."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        request.getfixturevalue(role).account, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    free = {"ui:language", "ui:theme", "notify-stop", "mail-receive"}
    before = rows()
    statuses = {name: client.post(path).status_code for name, path in ALL if name not in free}

    assert {name: status for name, status in statuses.items() if status not in {403, 404, 405}} == {}
    assert rows() == before


def _of(topic, path: str) -> str:
    from steward.square.forum.models import Post

    return path.format(topic=topic.pk, post=Post.objects.get(topic=topic, number=1).pk)


TOPIC_ADDRESSES = (
    "/t/{topic}/x/", "/t/{topic}/", "/t/{topic}/feed.atom", "/t/{topic}/unread/", "/t/{topic}/on/2026-01-01/",
    "/t/{topic}/after/0/", "/t/{topic}/news/0/", "/t/{topic}/acts/", "/t/{topic}/reply/", "/p/{post}/",
    "/p/{post}/history/", "/p/{post}/edit/", "/p/{post}/quote/", "/api/square/topics/{topic}",
    "/api/square/topics/{topic}/posts", "/api/square/posts/{post}",
)  # fmt: skip
TOPIC_DEEDS = (
    "/t/{topic}/reply/", "/t/{topic}/vote/", "/t/{topic}/chain/", "/t/{topic}/moderate/", "/p/{post}/react/",
    "/p/{post}/accept/", "/p/{post}/bookmark/", "/p/{post}/remove/", "/p/{post}/restore/", "/p/{post}/edit/",
)  # fmt: skip


@pytest.mark.parametrize("role", ["visitor", "stranger"])
def test_what_is_hidden_does_not_exist(world, request, client_of, role) -> None:
    client = Client() if role == "visitor" else client_of(request.getfixturevalue(role))
    before = rows()
    found = {}
    for path in TOPIC_ADDRESSES:
        status = client.get(_of(world["hidden"], path)).status_code
        if status not in ({404, 302, 401} if role == "visitor" else {404}):
            found[path] = status
    for path in TOPIC_DEEDS:
        data = {"source": "words that are long enough", "emoji": "👍", "act": "lock", "option": "1"}
        status = client.post(_of(world["hidden"], path), data).status_code
        if status not in ({404, 302, 401, 403} if role == "visitor" else {404}):
            found[f"POST {path}"] = status

    assert found == {}
    assert rows() == before


def operations() -> Iterator[tuple[str, str, bool]]:
    """Every operation of the API as (method, path with sample ids, whether visitors may)."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, about in methods.items():
            open_to_visitors = method == "get" and path.startswith(READ_BY_ALL) and path not in READ_BY_TEAM
            yield method, re.sub(r"\{(\w+)\}", lambda hit: str(VALUES.get(hit[1], 1)), path), open_to_visitors
            assert about["operationId"]


def test_the_api_refuses_visitors_but_where_everybody_may_read(world) -> None:
    client, before, wrong = Client(), rows(), {}
    for method, path, is_open in operations():
        status = getattr(client, method)(path, content_type="application/json").status_code
        if status not in ({200, 404, 422} if is_open else {401, 403, 422}):
            wrong[f"{method} {path}"] = status

    assert wrong == {}
    assert rows() == before


def test_a_token_for_reading_changes_nothing(world, owner) -> None:
    from steward.people.access.public import issue_token

    _row, secret = issue_token(actor=owner, name="reader", scopes=["insights.view"])
    client, wrong = Client(headers={"authorization": f"Bearer {secret}"}), {}
    before = rows()
    for method, path, _is_open in operations():
        if method == "get":
            continue
        body = {
            "source": "words that are long enough",
            "title": "A long title",
            "category_id": 1,
            "act": "lock",
            "number": 1,
            "options": [],
            "version": 1,
            "target": "topic",
            "target_id": 1,
            "level": "following",
            "to": ["Olivia"],
        }
        status = getattr(client, method)(path, body, content_type="application/json").status_code
        if status < 400:
            wrong[f"{method} {path}"] = status

    assert wrong == {}
    assert rows() == before
