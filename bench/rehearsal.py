"""A rehearsal of a rule over a million activities of a simulated community, and what screening adds to a post.

The baseline of the rehearsal is the least any program could do: reading the same rows of the same table in the same
chunks and looking at nothing.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from bench.__main__ import row

SCALE = float(os.environ.get("STEWARD_BENCH_SCALE", "1"))
ACTIVITIES = int(1_000_000 * SCALE)
MEMBERS = max(int(20_000 * SCALE), 10)
UNTIL = date(2026, 6, 1)
#: Seconds for a million activities; milliseconds for a post.
GOAL, POST_GOAL = 120.0, 2.0
_BATCH = 4_000


def run() -> Iterator[dict[str, Any]]:
    """Seconds of one rehearsal, and milliseconds of one screened draft."""
    os.environ["STEWARD_HOME"] = tempfile.mkdtemp()
    os.environ["DJANGO_SETTINGS_MODULE"] = "steward.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    _fill()
    yield from _rehearsals()
    yield _post()


def _fill() -> None:
    """The simulator's community in the stream."""
    from steward.people.access.public import SYSTEM
    from steward.stream.activity.public import Ingestor, ensure_source
    from steward.stream.simulator.public import Spec, records

    spec = Spec(members=MEMBERS, months=12, seed=7, activities=ACTIVITIES, until=UNTIL)
    source = ensure_source(actor=SYSTEM, key="bench", name="Bench", service="slack")
    ingestor, stream = Ingestor(actor=SYSTEM, source=source), records(spec)
    while batch := list(islice(stream, _BATCH)):
        ingestor.ingest(batch)


def _rules() -> dict[str, dict[str, Any]]:
    """A usual rule of lists and words, and one that looks at everything an author did before."""
    from steward.care.screening.actions.write_list import write_list
    from steward.care.screening.engine.builtin import builtin_lists
    from steward.people.access.public import SYSTEM

    lists = [one.spec for one in builtin_lists()]
    for one in lists:
        write_list(actor=SYSTEM, name=one.key, key=one.key, allow=one.allow, words=one.words)
    words = {"words": [one.key for one in lists if not one.allow]}
    newcomer = {"all": [{"age_days": {"below": 7}}, {"links": {"at_least": 1}}]}
    alike = {"duplicate": {"similar": 0.85, "minutes": 60, "at_least": 2}}
    return {"words and links": {"any": [words, newcomer]}, "repeats": {"any": [alike, {"posts": {"below": 1}}]}}


def _rehearsals() -> Iterator[dict[str, Any]]:
    from steward.care.screening.actions.rehearse import rehearse
    from steward.care.screening.actions.write_rule import write_rule
    from steward.care.screening.models import Rehearsal
    from steward.foundation.kernel import clock
    from steward.people.access.public import SYSTEM

    least = _least()
    for name, condition in _rules().items():
        body = {"name": name, "condition": condition, "acts": [{"kind": "flag"}]}
        rule = write_rule(actor=SYSTEM, body=body)
        row_ = Rehearsal.objects.create(rule=rule, version=1, days=3650, asked_at=clock.now())
        began = time.perf_counter()
        done = rehearse(row_.pk)
        seconds = time.perf_counter() - began
        said = f"rehearsal: {name}, {ACTIVITIES:,} activities, {done.screened:,} messages, {done.hits:,} hits"
        yield row(said, round(seconds, 1), "s", baseline=round(least, 1), goal="under 2 minutes", met=seconds < GOAL)
        yield row(f"rehearsal: {name}", round(done.screened / seconds), "/s")


def _least() -> float:
    """Seconds to read the rows in chunks."""
    from steward.care.screening.queries.messages import said_since

    began, after = time.perf_counter(), 0
    while said := said_since(datetime(2000, 1, 1, tzinfo=UTC), after, _BATCH):
        after = said[-1].id
    return time.perf_counter() - began


def _post() -> dict[str, Any]:
    """What the live rules add to a post that none of them hits."""
    from steward.care.screening.actions.screen_draft import screen_draft
    from steward.care.screening.actions.switch import set_mode
    from steward.care.screening.models import Rule
    from steward.foundation.kernel.contracts import Draft
    from steward.people.access.public import SYSTEM

    for rule in Rule.objects.all():
        set_mode(actor=SYSTEM, rule_id=rule.pk, mode="live", why="bench")
    text = "大家好，周末有人一起去骑行吗？路线在群公告里，然后我们在路口集合。See you at nine in the morning. " * 4
    draft = Draft(kind="post", account_id=None, identity_id=None, title="", source=text, text=text)
    screen_draft(draft)
    times = []
    for _turn in range(300):
        began = time.perf_counter()
        screen_draft(draft)
        times.append(time.perf_counter() - began)
    median = sorted(times)[len(times) // 2] * 1000
    return row("screening: added to a post", median, "ms", goal="under 2 ms", met=median < POST_GOAL)
