"""Measuring what came of one decision: members matched with members like them, over a million activities.

Half of the members of a simulated community are exposed, frozen as a decision freezes them. Beside it stands one
`measure` of the same metric over the same days, as the page of a number asks for it; rollups are warm on both sides.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.__main__ import row
from bench.metrics import HOME, best, community, period

ROWS = int(os.environ.get("STEWARD_BENCH_DECISION_ROWS", "1000000"))
GOAL = 5.0


def run() -> Iterator[dict[str, Any]]:
    """The effect with matched members beside one question, and without rollups of its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "steward.config.settings"
    import django

    django.setup()
    from steward.stream.insights.engine.store import Store
    from steward.stream.insights.queries import stores

    folder = community(ROWS)
    from steward.stream.activity.public import Lake

    lake = Lake(folder, tail=False)
    results = HOME / f"results-{folder.name}"
    # Rollups stay warm; answers of an earlier run would make the question beside it look like nothing.
    shutil.rmtree(results / "answers", ignore_errors=True)
    store = Store(lake, results)
    store.warm()
    stores.pin(store)
    try:
        yield from _measured(lake)
    finally:
        stores.pin(None)


def _measured(lake: Any) -> Iterator[dict[str, Any]]:
    from steward.direction.decisions.models import Resolution
    from steward.direction.decisions.queries.effects import members_effect
    from steward.direction.decisions.rules import windows
    from steward.people.access.public import SYSTEM
    from steward.stream.insights.enums import Grain
    from steward.stream.insights.public import measure

    _first, until = period(lake)
    starts = until - timedelta(days=91)
    days = windows(starts, until, 84, Grain.WEEK)
    members = [one for (one,) in lake.connect().execute("SELECT DISTINCT member FROM identity").fetchall()]
    exposed = set(sorted(one for one in members if one is not None)[::2])
    decision = Resolution(pk=1, metric="posts", grain="week", exposure="members", scope={"members": True})

    def effect() -> None:
        found = members_effect(SYSTEM, decision, days, exposed)
        assert found is not None

    ours = best(effect)
    # Another day each time, so that nothing is remembered.
    ends = iter([until, until - timedelta(days=1)])

    def question() -> None:
        end = next(ends)
        measure(SYSTEM, ["posts"], since=end - timedelta(days=168), until=end, grain=Grain.WEEK)

    theirs = best(question)
    name = f"decisions: effect with matched members, {ROWS / 1e6:g} million activities"
    yield row(name, ours, "ms", baseline=theirs, goal=f"below {GOAL:g} s", met=ours < GOAL * 1000)
