"""A kind of event of the tests' own, and a receiver."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import ClassVar

import pytest
from django.db import transaction

from steward.foundation.journal.public import publish
from steward.foundation.kernel import registry
from steward.foundation.outgoing.tests.servers import serving
from steward.stream.webhooks.actions.edit_endpoint import add_endpoint
from steward.stream.webhooks.records import WebhookEvent


@dataclass(frozen=True, slots=True)
class TeaBrewed:
    """Something happened that others want to know."""

    type: ClassVar[str] = "tests.tea_brewed"
    subject: ClassVar[str] = "pot:pot_id"
    pot_id: int
    kind: str = "龙井"


@dataclass(frozen=True, slots=True)
class CupWashed:
    """Something happened that nobody wants to know."""

    type: ClassVar[str] = "tests.cup_washed"
    subject: ClassVar[str] = "cup:cup_id"
    cup_id: int


def payload(data):
    """A secret tea is not told of, a broken pot cannot be."""
    if data["kind"] == "broken":
        raise ValueError(data)
    return None if data["kind"] == "secret" else {"pot": data["pot_id"], "tea": data["kind"]}


BREWED = WebhookEvent("tea.brewed", "tea was brewed", TeaBrewed.type, payload)
ORDERED = WebhookEvent("tea.ordered", "tea was ordered", "tests.tea_ordered", lambda data: data)


@pytest.fixture(autouse=True)
def offered():
    for event in (BREWED, ORDERED):
        registry.contribute("webhook-events", event)
    yield
    for event in (BREWED, ORDERED):
        registry._items["webhook-events"].remove(event)


@pytest.fixture
def brew():
    """Publish facts: `brew(1, 2)`, with noise between."""

    def go(*pots, kind="龙井") -> None:
        for pot in pots:
            with transaction.atomic():
                publish(CupWashed(cup_id=pot))
                publish(TeaBrewed(pot_id=pot, kind=kind))

    return go


@pytest.fixture
def receiver(settings) -> Iterator[SimpleNamespace]:
    """A server; `receiver.script` is what it answers next, the last for ever; `receiver.seen` are the requests."""
    state = SimpleNamespace(script=[200], words=b"thank you")

    def answer(handler) -> None:
        status = state.script.pop(0) if len(state.script) > 1 else state.script[0]
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(state.words)))
        handler.end_headers()
        handler.wfile.write(state.words)

    with serving(answer) as server:
        settings.OUTGOING_ALLOW = [f"127.0.0.1:{server.server_port}"]
        state.url, state.seen = f"{server.url}/hook", server.seen
        yield state


@pytest.fixture
def endpoint(db, receiver, owner):
    """An endpoint at the receiver, its secret in `endpoint.secret`."""
    made, secret = add_endpoint(actor=owner, url=receiver.url, name="House bot", events=["tea.brewed"])
    made.secret = secret
    return made
