"""What moved and why: sentences the job built, and verdicts on goals that changed in the last week."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from steward.direction.goals.public import KeyResultState, VerdictChanged, goals_under_way, verdict_label
from steward.direction.today.models import Told
from steward.direction.today.records import Moved, Moves, Turn
from steward.foundation.journal.public import Fact
from steward.foundation.kernel import clock
from steward.people.access.public import Viewer

DAYS = 7
MOST_TURNS = 5


def moves_for(viewer: Viewer) -> Moves:
    """What the viewer may know of it; two queries and those of the goals, none of them to the lake."""
    told = Told.objects.first() if viewer.can("insights.view") else None
    turns = _turns(viewer) if viewer.can("goals.view") else ()
    if told is None:
        return Moves(turns=turns)
    rows: list[dict[str, Any]] = told.rows.get(get_language() or "", []) or next(iter(told.rows.values()), [])
    query = f"since={told.since}&until={told.until}"
    numbers = tuple(
        Moved(
            row["key"], row["text"], row["good"], tuple(row["why"]),
            f"{reverse('insights-explanation', args=[row['key']])}?{query}",
        )
        for row in rows
    )  # fmt: skip
    return Moves(told.at, told.since, told.until, numbers, turns)


def _turns(viewer: Viewer) -> tuple[Turn, ...]:
    """The newest change of each key result under way."""
    now = {one.id: (goal.url, one) for goal in goals_under_way(viewer) for one in goal.key_results}
    since = clock.now() - timedelta(days=DAYS)
    facts = Fact.objects.filter(type=VerdictChanged.type, at__gte=since).order_by("-seq")[:100] if now else ()
    found: dict[int, Turn] = {}
    for fact in facts:
        number = int(fact.data["key_result_id"])
        if number in now and number not in found and fact.data["before"] != "unknown":
            found[number] = _turn(*now[number], fact)
    return tuple(found.values())[:MOST_TURNS]


def _turn(url: str, one: KeyResultState, fact: Fact) -> Turn:
    after = str(fact.data["after"])
    return Turn(
        one.title, verdict_label(str(fact.data["before"])), after, verdict_label(after), one.reason, url, fact.at
    )
