"""Why a number moved, over ten million activities of 200,000 members: beside measuring the same number.

The lake is that of `bench.metrics`, made once. Explaining is all its page waits for: measure both periods, find the
band of past and season (its closed months are kept by the hourly job), ask the database who is in five saved segments
(half a million memberships together), take the difference apart by who × channel × kind × segment, gather what the team
did.
Both sides ask for weeks and months nobody has asked for. Processor time is taken, of all threads: on an idle machine
nobody waits longer than that, and on a busy one it stays comparable.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from time import process_time
from typing import Any

from bench.__main__ import row
from bench.metrics import HOME, ROWS, community, period

KEYS = ("weekly_active", "posts", "unanswered_share", "members", "interaction_rate")
SEGMENTS = {"active": "active=2026-04-01", "new": "new=2026-01-01", "slack": "service=slack", "r1": "source=r1",
            "everybody": "kind=people"}  # fmt: skip
DAYS = (7, 28)
GOAL = 2000


def run() -> Iterator[dict[str, Any]]:
    """Each metric's explanation of a week and of four beside its plain measure."""
    _database()
    folder = community(ROWS)
    from steward.people.access.public import SYSTEM
    from steward.stream.activity.public import Lake
    from steward.stream.insights.engine.store import Store
    from steward.stream.insights.public import explain, measure
    from steward.stream.insights.queries.bands import keep_histories
    from steward.stream.insights.queries.stores import pin

    lake, results = Lake(folder, tail=False), HOME / f"results-{folder.name}"
    # Answers of an earlier run would make the same weeks look like nothing.
    shutil.rmtree(results / "answers", ignore_errors=True)
    store = Store(lake, results)
    store.warm()
    pin(store)
    _reaching(*period(lake))
    keep_histories(SYSTEM, KEYS)
    ends = _mondays(period(lake)[1])
    for key in KEYS:
        for days in DAYS:
            took = []
            for act in (
                lambda since, until, key=key: measure(SYSTEM, [key], since=since, until=until, compare="previous"),
                lambda since, until, key=key: explain(SYSTEM, key, since=since, until=until),
            ):
                pin(Store(lake, results))  # remembers nothing of the other side
                until = next(ends)
                start = process_time()
                act(until - timedelta(days), until)
                took.append((process_time() - start) * 1000)
            yield row(
                f"explain: {key}, {days} days, {ROWS / 1e6:g} million activities", took[1], "ms", baseline=took[0],
                goal=f"below {GOAL:,} ms", met=took[1] < GOAL,
            )  # fmt: skip
    pin(None)


def _database() -> None:
    """A database with as many members as the lake has, and saved segments."""
    os.environ["STEWARD_HOME"] = tempfile.mkdtemp(prefix="steward-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "steward.config.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.urls import reverse

    call_command("migrate", verbosity=0, interactive=False)
    reverse("insights-explanation", args=["posts"])  # a server has read its addresses before anybody asks
    from steward.people.members.public import Identity, Member, Segment

    now = datetime(2026, 6, 30, tzinfo=UTC)
    members = Member.objects.bulk_create(
        (
            Member(name=f"Member {number}", first_seen=now - timedelta(days=number % 900),
                   last_seen=now - timedelta(days=number % 300))
            for number in range(ROWS // 50)
        ),
        batch_size=1000,
    )  # fmt: skip
    Identity.objects.bulk_create(
        (
            Identity(member=one, home=one, service="slack" if one.pk % 3 else "discord", realm=f"r{one.pk % 3}",
                     account_id=str(one.pk))
            for one in members
        ),
        batch_size=1000,
    )  # fmt: skip
    for name, address in SEGMENTS.items():
        Segment.objects.create(name=name, query={"address": address})


def _reaching(since: date, until: date) -> None:
    """Two activities that say how far the stream reaches: of the others, only the lake is asked."""
    from steward.people.access.public import SYSTEM
    from steward.stream.activity.public import ensure_source, ingest
    from steward.stream.activity.records import ActivityRecord, ChannelRecord

    source = ensure_source(actor=SYSTEM, key="sim", name="Simulated", service="slack", realm="sim", timezone="")
    moments = [datetime.combine(day, time(12), UTC) for day in (since, until - timedelta(days=1))]
    acts = [ActivityRecord(str(number), "post", at, "hall", "ann") for number, at in enumerate(moments)]
    ingest(actor=SYSTEM, source=source, records=[ChannelRecord("hall", "hall"), *acts])


def _mondays(day: date) -> Iterator[date]:
    """Mondays back from a day."""
    day -= timedelta(days=day.weekday())
    while True:
        yield day
        day -= timedelta(days=7)
