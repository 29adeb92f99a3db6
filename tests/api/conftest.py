"""A small community and a token to ask about it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction


@pytest.fixture(scope="module")
def community_of_all(django_db_setup, django_db_blocker) -> Iterator[Any]:
    """Made once for the hundreds of tests of a module: each of them is a savepoint in this transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _community()
        transaction.set_rollback(True)


@pytest.fixture
def community(community_of_all, db, home):
    """Two channels, a thread with an answer and one without, a removed message."""
    return community_of_all


def _community() -> Any:
    from steward.people.access.public import SYSTEM
    from steward.stream.activity.public import ensure_source, ingest, settle
    from steward.stream.activity.records import ActivityRecord, ThreadRecord

    start = datetime(2024, 3, 4, 9, tzinfo=UTC)
    source = ensure_source(actor=SYSTEM, key="club", name="Club", service="slack")
    records = [
        ThreadRecord("t1", "hall", "社群运营", is_question=True, accepted_id="b"),
        ThreadRecord("t2", "yard", "Nobody answers"),
        ActivityRecord("a", "post", start, "hall", "ann", thread_id="t1", body="How? 怎么运营"),
        ActivityRecord("b", "comment", start + timedelta(hours=1), "hall", "bob", parent_id="a", body="So."),
        ActivityRecord("c", "post", start + timedelta(days=1), "yard", "ann", thread_id="t2", body="Hello?"),
        ActivityRecord("d", "post", start + timedelta(days=2), "yard", "bob", deleted=True),
        ActivityRecord("e", "reaction", start + timedelta(days=2), "hall", "cat", parent_id="a", body="👍"),
    ]
    ingest(actor=SYSTEM, source=source, records=records)
    settle()
    return source


@pytest.fixture
def token(owner):
    """A token that may read everything the API gives."""
    from steward.people.access.public import issue_token

    _row, secret = issue_token(actor=owner, name="test", scopes=["activity.view", "insights.view", "members.view"])
    return secret


@pytest.fixture
def whole_token(owner):
    """A token that may do whatever its owner may."""
    from steward.people.access.public import catalogue, issue_token

    return issue_token(actor=owner, name="whole", scopes=sorted(catalogue()))[1]


@pytest.fixture(autouse=True)
def _connections_stay_open() -> Iterator[None]:
    """As Django's own test client does: a request must not close the connection whose transaction the test is in."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)
