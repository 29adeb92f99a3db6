"""Goals for the tests of this room, and a small community they are about."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from steward.direction.goals.actions.activate import activate
from steward.direction.goals.actions.write_goal import GoalValues, make_goal
from steward.direction.goals.actions.write_part import add_guardrail, add_key_result
from steward.direction.goals.models import Goal
from steward.direction.goals.records import GuardrailValues, KeyResultValues, Measure
from steward.people.access.public import SYSTEM, Viewer
from steward.stream.activity.enums import Kind
from steward.stream.activity.public import ensure_source, ingest
from steward.stream.activity.records import AccountRecord, ActivityRecord, ChannelRecord, Record

#: The first Monday of the community, and the days of the goals.
MONDAY = date(2026, 3, 2)
FIRST, LAST = date(2026, 4, 6), date(2026, 6, 28)  # twelve weeks


def talk(weeks: Sequence[int], key: str = "tea") -> None:
    """A community in which so many people post once in each week from MONDAY on, and the first answers them all."""
    source = ensure_source(actor=SYSTEM, key=key, name=key, service="slack", realm=key, timezone="")
    records: list[Record] = [ChannelRecord("room", "room")]
    records += [AccountRecord(f"p{person}", name=f"Person {person}") for person in range(max(weeks) + 1)]
    for week, people in enumerate(weeks):
        for person in range(people):
            at = datetime(2026, 3, 2, 4, tzinfo=UTC) + timedelta(weeks=week, minutes=person)
            mine = f"{person}-{week}"
            records.append(ActivityRecord(mine, Kind.POST.value, at, "room", f"p{person}", body=f"运营 {week}"))
    ingest(actor=SYSTEM, source=source, records=records)


def draft(actor: Viewer, **changes: object) -> Goal:
    """A goal of twelve weeks without parts."""
    told = {"title": "More people come every week", "first_day": FIRST, "last_day": LAST, "owner_id": actor.account_id}
    return make_goal(actor=actor, values=GoalValues(**(told | {"kind": "custom"} | changes)))  # type: ignore[arg-type]


def weekly(**changes: object) -> KeyResultValues:
    """Weekly active members to twelve, from six."""
    told = {"measure": Measure(metric="weekly_active"), "target": 12.0, "baseline": 6.0}
    return KeyResultValues(**(told | changes))  # type: ignore[arg-type]


def typed(**changes: object) -> KeyResultValues:
    """Partners, which somebody counts."""
    return KeyResultValues(**({"title": "Partners", "unit": "partners", "target": 10.0, "baseline": 0.0} | changes))  # type: ignore[arg-type]


def rail(**changes: object) -> GuardrailValues:
    """At most so many left."""
    return GuardrailValues(**({"measure": Measure(metric="departed"), "limit": 3.0} | changes))  # type: ignore[arg-type]


def active(actor: Viewer, *results: KeyResultValues, **changes: object) -> Goal:
    """A goal under way."""
    goal = draft(actor, **changes)
    for values in results or (weekly(),):
        add_key_result(actor=actor, goal_id=goal.pk, values=values)
    add_guardrail(actor=actor, goal_id=goal.pk, values=rail())
    return activate(actor=actor, goal_id=goal.pk)
