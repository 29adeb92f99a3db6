import time

import pytest
from django.test import Client
from django.urls import reverse

from steward.foundation.journal.public import Fact
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.stream.webhooks.actions.deliver import deliver_due, redeliver, send_test
from steward.stream.webhooks.actions.edit_endpoint import (
    add_endpoint,
    change_endpoint,
    remove_endpoint,
    renew_secret,
)
from steward.stream.webhooks.actions.follow import follow
from steward.stream.webhooks.actions.pause import pause, resume
from steward.stream.webhooks.models import Delivery, Endpoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(endpoint, brew):
    brew(1)
    follow()
    deliver_due(until=time.monotonic() + 30)
    return Delivery.objects.get()


def everything() -> list:
    return [list(Endpoint.objects.values()), list(Delivery.objects.values()), Fact.objects.count()]


@pytest.mark.parametrize("who", ["stranger", "moderator", "analyst"])
def test_who_may_not_manage_webhooks_changes_nothing(who, request, delivery, receiver) -> None:
    viewer, endpoint_id, before = request.getfixturevalue(who), delivery.endpoint_id, everything()

    for refused in (
        lambda: add_endpoint(actor=viewer, url=receiver.url, name="x", events=["ping"]),
        lambda: change_endpoint(actor=viewer, endpoint_id=endpoint_id, url=receiver.url, name="x", events=["ping"]),
        lambda: renew_secret(actor=viewer, endpoint_id=endpoint_id),
        lambda: remove_endpoint(actor=viewer, endpoint_id=endpoint_id),
        lambda: pause(actor=viewer, endpoint_id=endpoint_id),
        lambda: resume(actor=viewer, endpoint_id=endpoint_id),
        lambda: send_test(actor=viewer, endpoint_id=endpoint_id),
        lambda: redeliver(actor=viewer, delivery_id=delivery.pk),
    ):
        with pytest.raises(Forbidden):
            refused()

    assert everything() == before
    assert len(receiver.seen) == 1


@pytest.mark.parametrize(
    ("url", "name", "events", "fields"),
    [
        ("http://127.0.0.1/", "x", ["ping"], {"url"}),
        ("http://10.0.0.1:8080/", "x", ["ping"], {"url"}),
        ("ftp://example.org/", "x", ["ping"], {"url"}),
        ("https://me:secret@example.org/", "x", ["ping"], {"url"}),
        ("https://nobody.invalid/", " ", [], {"name", "events"}),
        ("https://nobody.invalid/", "x", ["ping", "no.such"], {"events"}),
    ],
)
def test_values_that_cannot_be_used_are_refused_by_field(url, name, events, fields, owner) -> None:
    with pytest.raises(Invalid) as refusal:
        add_endpoint(actor=owner, url=url, name=name, events=events)

    assert set(refusal.value.errors) == fields
    assert (Endpoint.objects.count(), Fact.objects.count()) == (0, 0)


def test_an_endpoint_is_added_and_its_secret_shown_once(owner, client_of, receiver) -> None:
    mine = client_of(owner)

    added = mine.post(
        reverse("webhooks-new"), {"name": "House bot", "url": receiver.url, "events": ["tea.brewed", "tea.ordered"]}
    ).content.decode()

    endpoint = Endpoint.objects.get()
    again = mine.get(reverse("webhooks-endpoint", args=[endpoint.pk])).content.decode()
    assert (endpoint.events, endpoint.created_by) == (["tea.brewed", "tea.ordered"], owner.account)
    assert added.count("whsec_") > again.count("whsec_")
    assert "••••" in again
    assert Fact.objects.get().type == "webhooks.added"


def test_the_form_says_what_is_wrong_at_its_field(owner, client_of) -> None:
    page = client_of(owner).post(
        reverse("webhooks-new"), {"name": "x", "url": "http://192.168.1.1/", "events": ["tea.brewed"]}
    )

    assert "not a server of the open internet" in page.content.decode()
    assert Endpoint.objects.count() == 0


def test_an_endpoint_is_edited_paused_tested_renewed_and_removed(owner, client_of, endpoint, receiver) -> None:
    mine, place = client_of(owner), [endpoint.pk]

    mine.post(reverse("webhooks-edit", args=place), {"name": "New", "url": receiver.url, "events": ["tea.ordered"]})
    mine.post(reverse("webhooks-pause", args=place))
    paused = Endpoint.objects.get()
    mine.post(reverse("webhooks-resume", args=place))
    tested = mine.post(reverse("webhooks-test", args=place), follow=True).content.decode()
    renewed = mine.post(reverse("webhooks-renew", args=place)).content.decode()

    assert (paused.name, paused.events, paused.is_active) == ("New", ["tea.ordered"], False)
    assert Endpoint.objects.get().is_active is True
    assert "The answer was 200" in tested
    assert renewed.count("whsec_") > 1
    mine.post(reverse("webhooks-remove", args=place))
    assert (Endpoint.objects.count(), Delivery.objects.count()) == (0, 0)
    assert list(Fact.objects.order_by("seq").values_list("type", flat=True)) == [
        "webhooks.added", "webhooks.changed", "webhooks.paused", "webhooks.resumed", "webhooks.changed",
        "webhooks.removed",
    ]  # fmt: skip


def test_a_delivery_shows_what_was_sent_and_what_came_back(owner, client_of, delivery, receiver) -> None:
    mine, place = client_of(owner), [delivery.pk]

    page = mine.get(reverse("webhooks-delivery", args=place)).content.decode()
    again = mine.post(reverse("webhooks-again", args=place))

    assert all(words in page for words in ("龙井", "thank you", delivery.message_id))
    assert (again.status_code, len(receiver.seen)) == (302, 2)


PAGES = ["webhooks", "webhooks-new", "webhooks-endpoint", "webhooks-edit", "webhooks-delivery"]
ACTS = ["webhooks-renew", "webhooks-pause", "webhooks-resume", "webhooks-remove", "webhooks-test", "webhooks-again"]


@pytest.mark.parametrize("name", [*PAGES, *ACTS])
def test_every_address_is_for_leads_and_owners_only(name, delivery, client_of, moderator, stranger) -> None:
    args = [] if name in {"webhooks", "webhooks-new"} else [delivery.endpoint_id]
    args = [delivery.pk] if name in {"webhooks-delivery", "webhooks-again"} else args
    method, before = "get" if name in PAGES else "post", everything()

    answers = [getattr(client, method)(reverse(name, args=args)).status_code for client in (
        Client(), client_of(stranger), client_of(moderator),
    )]  # fmt: skip

    assert answers == [302, 403, 403]
    assert everything() == before


@pytest.mark.parametrize("name", ["webhooks-endpoint", "webhooks-edit", "webhooks-delivery"])
def test_what_is_not_there_is_not_there(name, owner, client_of) -> None:
    assert client_of(owner).get(reverse(name, args=[999])).status_code == 404
    with pytest.raises(NotFound):
        redeliver(actor=owner, delivery_id=999)


def test_pages_ask_as_often_for_one_as_for_three(owner, client_of, delivery, receiver, brew, queries_of) -> None:
    mine = client_of(owner)
    pages = [
        reverse("webhooks"),
        reverse("webhooks-endpoint", args=[delivery.endpoint_id]),
        reverse("webhooks-delivery", args=[delivery.pk]),
    ]
    one = [queries_of(lambda page=page: mine.get(page)) for page in pages]

    for name in ("b", "c"):
        add_endpoint(actor=owner, url=receiver.url, name=name, events=["tea.brewed"])
    brew(2, 3)
    follow()
    deliver_due(until=time.monotonic() + 30)
    for _n in range(2):
        redeliver(actor=owner, delivery_id=delivery.pk)

    assert [queries_of(lambda page=page: mine.get(page)) for page in pages] == one


def test_the_log_is_exported(owner, client_of, delivery) -> None:
    page = client_of(owner).get(reverse("webhooks-endpoint", args=[delivery.endpoint_id]) + "?format=csv")

    assert "tea.brewed" in b"".join(page.streaming_content).decode("utf-8-sig")


def test_the_api_answers_what_it_promises(owner, client_of, endpoint, delivery) -> None:
    mine, asked = client_of(owner), {"url": endpoint.url, "name": "Bot", "events": ["ping"]}

    made = mine.post("/api/webhooks", asked, content_type="application/json").json()
    listed = mine.get("/api/webhooks").json()
    log = mine.get(f"/api/webhooks/{endpoint.pk}/deliveries?limit=1").json()
    older = mine.get(f"/api/webhooks/{endpoint.pk}/deliveries?after={delivery.pk}").json()
    removed = mine.delete(f"/api/webhooks/{made['id']}")

    assert made["secret"].startswith("whsec_")
    assert [(item["name"], item["is_active"], "secret" in item) for item in listed["items"]] == [
        ("House bot", True, False),
        ("Bot", True, False),
    ]
    assert ([item["last_status"] for item in log["items"]], log["next"], older["items"]) == ([200], None, [])
    assert (removed.status_code, removed.content, Endpoint.objects.count()) == (204, b"", 1)


@pytest.mark.parametrize(
    ("url", "events", "status", "field"),
    [("http://10.0.0.1/", ["ping"], 400, "url"), ("https://nobody.invalid/", ["no.such"], 400, "events")],
)
def test_the_api_refuses_what_cannot_be_used(url, events, status, field, owner, client_of) -> None:
    asked = {"url": url, "name": "Bot", "events": events}

    answer = client_of(owner).post("/api/webhooks", asked, content_type="application/json")

    assert (answer.status_code, list(answer.json()["errors"])) == (status, [field])
    assert Endpoint.objects.count() == 0


@pytest.mark.parametrize(("who", "status"), [("moderator", 403), ("stranger", 403), (None, 401)])
def test_the_api_is_for_leads_and_owners_only(who, status, request, client_of, delivery) -> None:
    client = client_of(request.getfixturevalue(who)) if who else Client()
    place, asked, before = (
        f"/api/webhooks/{delivery.endpoint_id}",
        {"url": "u", "name": "n", "events": []},
        everything(),
    )

    answers = [
        client.get("/api/webhooks"),
        client.post("/api/webhooks", asked, content_type="application/json"),
        client.get(f"{place}/deliveries"),
        client.delete(place),
    ]

    assert [answer.status_code for answer in answers] == [status] * 4
    assert everything() == before
