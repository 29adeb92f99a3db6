"""A village for the tests of this room: four channels that go the same way, members who go the same way."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from steward.direction.decisions.public import Resolution, resolve
from steward.people.access.public import SYSTEM, Viewer
from steward.stream.activity.public import Channel, Source, ensure_source, ingest
from steward.stream.activity.records import AccountRecord, ActivityRecord, ChannelRecord, Record

#: A Monday; eight weeks before and eight after a decision on day 56.
FIRST = date(2026, 1, 5)
WEEKS = 16
STARTS = FIRST + timedelta(weeks=8)
DUE = STARTS + timedelta(weeks=8)
ROOMS = ("tea", "bread", "wood", "stone")
PEOPLE = 40


def village(lift: int = 0, *, people_lift: int = 0, seed: int = 1) -> Source:
    """Posts of four channels, nearly alike; `lift` more a week in "tea" after the decision.

    `people_lift` more a week of every member with an even number. Noise is drawn from `seed`.
    """
    chance, records = Random(seed), [ChannelRecord(room, room) for room in ROOMS]
    made: list[Record] = [*records, *(AccountRecord(f"p{n}", name=f"Person {n}") for n in range(PEOPLE))]
    for week in range(WEEKS):
        for place, room in enumerate(ROOMS):
            count = 20 + place + chance.randint(-2, 2) + (lift if room == "tea" and week >= 8 else 0)
            made += [_post(f"{room}-{week}-{n}", week, room, n % PEOPLE) for n in range(count)]
        if people_lift and week >= 8:
            for person in range(0, PEOPLE, 2):
                made += [_post(f"more-{week}-{person}-{n}", week, "stone", person) for n in range(people_lift)]
    source = ensure_source(actor=SYSTEM, key="village", name="Village", service="slack", realm="village", timezone="")
    ingest(actor=SYSTEM, source=source, records=made)
    return source


def _post(key: str, week: int, room: str, person: int) -> ActivityRecord:
    day = FIRST + timedelta(weeks=week, days=person % 7)
    at = datetime(day.year, day.month, day.day, 4, person, tzinfo=UTC)
    return ActivityRecord(key, "post", at, room, f"p{person}", body=key)


def room(name: str) -> int:
    """The id of a channel."""
    return Channel.objects.get(name=name).pk


def decided(actor: Viewer, **changes: Any) -> Resolution:
    """A decision about posts of the last eight weeks before."""
    values: dict[str, Any] = {
        "kind": "act", "metric": "posts", "statement": "茶馆每周一个话题", "since": FIRST, "until": STARTS,
        "expected_change": 0.5, "starts": STARTS, "due": DUE,
    } | changes  # fmt: skip
    return resolve(actor=actor, **values)
