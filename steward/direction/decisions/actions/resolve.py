"""Decide about a number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from steward.direction.decisions.actions.check import (
    baseline_over,
    checked_days,
    checked_due,
    checked_metric,
    checked_owner,
    checked_places,
    checked_statement,
    checked_text,
    set_expectation,
    value_over,
)
from steward.direction.decisions.enums import MOST_EXPOSED, MOST_TASKS, Exposure, Kind
from steward.direction.decisions.events import Resolved
from steward.direction.decisions.models import Exposed, Resolution
from steward.direction.decisions.queries.metrics import place_scope
from steward.direction.decisions.rules import may_resolve
from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import Purposes
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.public import Viewer, allowed
from steward.people.members.public import Identity, segment_members
from steward.stream.insights.public import Scope, today
from steward.team.work.public import make_task

#: The kind of the journal's decision; what works say when asked what they serve.
DECISION, WORK = "decisions.resolve", "decision"
BATCH = 2000


class More(TypedDict, total=False):
    """What else a decision may say; see the model."""

    scope: Scope  # its `segment` is ignored: members are exposed
    grain: str
    evidence: str
    reason: str
    expected: float | None
    expected_change: float | None
    starts: date | None
    due: date | None
    days: int | None
    exposure: str
    exposed: Sequence[int]  # channels, sources, or one segment
    members: Sequence[int]  # instead of a segment
    owner_id: int | None
    goals: Sequence[int]
    tasks: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Drawn:
    row: Resolution
    identities: list[int]
    goals: Sequence[int]
    tasks: list[str]


def resolve(
    *, actor: Viewer, kind: str, metric: str, statement: str, since: date, until: date, **more: Unpack[More]
) -> Resolution:
    """Decide to accept, act on or watch a number over the days from `since` to the one before `until`.

    To act needs an expectation and a day; to watch a day. `starts` (today) is when it takes effect; `days`, measured
    before and after, are as many as were looked at. First tasks and goals it serves are set in the same transaction.
    Raises Forbidden, UnknownMetric, Invalid.
    """
    require(may_resolve(actor, kind))
    drawn = _drawn(actor, kind, metric, (since, until), checked_statement(statement), more)
    with transaction.atomic():
        return _written(actor, drawn)


def _drawn(  # noqa: PLR0917 — what was asked, taken apart
    actor: Viewer, kind: str, key: str, days: tuple[date, date], statement: str, more: More
) -> _Drawn:
    """The decision as it will be written, with what must be read from the lake."""
    if kind not in Kind.values:
        raise Invalid({"kind": _("Choose to accept, to act or to watch.")})
    found, grain = checked_metric(key, more.get("grain"))
    starts, due = more.get("starts") or today(), more.get("due")
    checked_days(*days, starts, due, kind)
    checked_due(kind, starts, due, grain)
    exposure, exposed = more.get("exposure") or Exposure.EVERYBODY, list(more.get("exposed", ()))
    members = _members(actor, exposure, exposed, more.get("members"))
    row = Resolution(
        kind=kind, metric=found.key, grain=grain, scope=checked_places(exposure, exposed, more.get("scope") or Scope()),
        since=days[0], until=days[1], evidence=checked_text("evidence", more.get("evidence", "")), statement=statement,
        reason=checked_text("reason", more.get("reason", "")), starts=starts, due=due,
        days=_length(more.get("days"), (days[1] - days[0]).days), exposure=exposure, exposed=exposed,
        owner_id=checked_owner(more.get("owner_id") or actor.account_id), made_by_id=actor.account_id,
        made_at=clock.now(),
    )  # fmt: skip
    _read(actor, row, members, more)
    return _Drawn(row, _identities(members), more.get("goals", ()), _tasks(more.get("tasks", ())))


def _read(actor: Viewer, row: Resolution, members: list[int], more: More) -> None:
    """Read the number, and say what is expected of it."""
    require(allowed(actor, "insights.view"))
    scope = place_scope(row.scope)
    if row.exposure == Exposure.MEMBERS:
        scope = replace(scope, segment=tuple(members))
    row.value = value_over(actor, row, scope, (row.since, row.until))
    row.baseline = baseline_over(actor, row, scope)
    set_expectation(row, expected=more.get("expected"), change=more.get("expected_change"))


def _written(actor: Viewer, drawn: _Drawn) -> Resolution:
    row = drawn.row
    evidence = {"metric": row.metric, "since": str(row.since), "until": str(row.until), "value": row.value}
    row.decision = decide(
        kind=DECISION, subject=f"metric:{row.metric}", account_id=actor.account_id, reason=row.reason or row.statement,
        evidence=evidence | {"kind": row.kind, "expected": row.expected},
    )  # fmt: skip
    row.save()
    row.decision.undo = {"resolution": row.pk}
    row.decision.save(update_fields=["undo"])
    Exposed.objects.bulk_create(
        [Exposed(resolution=row, identity_id=identity) for identity in drawn.identities], batch_size=BATCH
    )
    for title in drawn.tasks:
        make_task(
            actor=actor, title=title, source=f"decision:{row.pk}", source_url=f"/console/decisions/{row.pk}/",
            owner_id=row.owner_id, goal=list(drawn.goals) or None, source_title=row.statement,
        )  # fmt: skip
    if drawn.goals:
        serve(actor, row.pk, drawn.goals)
    publish(Resolved(row.pk, row.kind, row.metric), actor=actor.name)
    return row


def serve(actor: Viewer, resolution_id: int, goals: Sequence[int]) -> None:
    """Say which goals the decision serves, where somebody keeps goals."""
    purposes: list[Purposes] = items("purposes")
    for one in purposes:
        one.serve(actor=actor, kind=WORK, object_id=resolution_id, goals=list(goals))


def _members(actor: Viewer, exposure: str, exposed: Sequence[int], given: Sequence[int] | None) -> list[int]:
    """Who is exposed: a segment as it is now, or the given members. Raises Invalid."""
    if exposure != Exposure.MEMBERS:
        return []
    if given is None and len(exposed) != 1:
        raise Invalid({"exposure": _("Choose the segment of members that is touched by it.")})
    if given is not None:
        found = sorted(set(given))
    else:
        rows = segment_members(actor, exposed[0]).order_by().values_list("pk", flat=True)
        found = sorted(set(rows[: MOST_EXPOSED + 1]))
    if not found:
        raise Invalid({"exposure": _("Nobody is in this segment.")})
    if len(found) > MOST_EXPOSED:
        raise Invalid({"exposure": _("At most %(n)s members can be compared with others.") % {"n": MOST_EXPOSED}})
    return found


def _identities(members: Sequence[int]) -> list[int]:
    found: list[int] = []
    for at in range(0, len(members), 900):
        rows = Identity.objects.filter(member__in=members[at : at + 900]).order_by("pk")
        found += rows.values_list("pk", flat=True)
    return found


def _length(asked: int | None, looked_at: int) -> int:
    if asked is None:
        return looked_at
    if not 1 <= asked <= 366:
        raise Invalid({"days": _("Measure over at least a day and at most a year.")})
    return asked


def _tasks(titles: Iterable[str]) -> list[str]:
    found = [title.strip() for title in titles if title.strip()]
    if len(found) > MOST_TASKS:
        raise Invalid({"tasks": _("Make at most %(n)s tasks at once.") % {"n": MOST_TASKS}})
    return found
