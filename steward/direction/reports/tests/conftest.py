"""A small community by hand: two weeks in March 2024, and what other rooms say in reports."""

from datetime import UTC, datetime, timedelta

import pytest

from steward.foundation.kernel import clock, registry
from steward.people.access.public import SYSTEM
from steward.stream.activity.public import ensure_source, ingest
from steward.stream.activity.records import ActivityRecord

#: Monday noon in Shanghai; the week before has one post.
MONDAY = datetime(2024, 3, 4, 4, 0, tzinfo=UTC)
#: The Monday after, nine in the morning in Shanghai.
NEXT_MONDAY = datetime(2024, 3, 11, 1, 0, tzinfo=UTC)


def said(key: str, who: str, hours: float = 0, **fields) -> ActivityRecord:
    values = {"kind": "post", "channel_id": "hall", "account_id": who, "body": key} | fields
    return ActivityRecord(key, occurred_at=MONDAY + timedelta(hours=hours), **values)


@pytest.fixture
def at(monkeypatch):
    """Set the clock: `at(MONDAY)`."""

    def set_to(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return set_to


@pytest.fixture
def alone(monkeypatch):
    """No other room says anything in reports."""
    monkeypatch.setitem(registry._items, "report-parts", [])


@pytest.fixture
def club(home, db, alone, at):
    """Four members; Ann asks, Ben and 陈 answer, dora only joins; the week before Ann wrote once."""
    source = ensure_source(actor=SYSTEM, key="club", name="Club", service="slack")
    ingest(
        actor=SYSTEM,
        source=source,
        records=[
            said("j1", "ann", -24 * 8, kind="join"),
            said("old", "ann", -24 * 6, thread_id="old"),
            said("j2", "ben", -24, kind="join"),
            said("j3", "陈", 1, kind="join"),
            said("j4", "dora", 2, kind="join"),
            said("q", "ann", 3, thread_id="q"),
            said("a", "ben", 4, kind="comment", parent_id="q", thread_id="q"),
            said("b", "陈", 5, kind="comment", parent_id="q", thread_id="q"),
            said("r", "ann", 6, kind="reaction", parent_id="a"),
        ],
    )
    at(NEXT_MONDAY)
    return source
