"""Reading every goal anew and storing what was read, so that no page waits for the lake."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from django.db import transaction

from steward.direction.goals.enums import EDIT, State
from steward.direction.goals.events import GuardrailTurned, VerdictChanged
from steward.direction.goals.models import CheckIn, Guardrail, KeyResult, Reading, RuleVersion
from steward.direction.goals.queries.judging import Read, read_guardrail, read_key_result
from steward.direction.goals.queries.lake import Ask, Lake
from steward.direction.goals.queries.steps import asks_of
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import SYSTEM, Viewer, allowed
from steward.stream.insights.public import today as community_day

#: What a later refresh may change of a step that is over: late activity, a better count. Never its verdict.
_VALUES = ("ends", "read_at", "value", "numerator", "denominator", "expected")
_ALL = (
    *_VALUES, "progress", "pace", "forecast", "low", "high", "path", "method", "error", "note", "verdict", "reason",
    "holds", "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How much was read: key results, guardrails, verdicts that changed."""

    key_results: int
    guardrails: int
    changed: int


@dataclass(slots=True)
class _Parts:
    """Everything to read, with its versions and what was said of it."""

    key_results: list[KeyResult]
    guardrails: list[Guardrail]
    versions: dict[tuple[str, int], list[RuleVersion]] = field(default_factory=lambda: defaultdict(list))
    said: dict[int, list[CheckIn]] = field(default_factory=lambda: defaultdict(list))


def refresh_all(*, actor: Viewer = SYSTEM, asof: date | None = None) -> Refreshed:
    """Read every goal under way as of a day (today); store the readings, announce verdicts that changed.

    Raises Forbidden for who may not change goals.
    """
    return _refresh(actor, asof, goal__state=State.ACTIVE)


def refresh_goal(*, actor: Viewer = SYSTEM, goal_id: int, asof: date | None = None) -> Refreshed:
    """The same for one goal that is under way or closed. Raises Forbidden."""
    return _refresh(actor, asof, goal=goal_id, goal__state__in=(State.ACTIVE, State.CLOSED))


def _refresh(actor: Viewer, asof: date | None, **which: Any) -> Refreshed:
    require(allowed(actor, EDIT))
    today = asof or community_day()
    parts, lake = _loaded(which), Lake()
    # The lake is asked before anything is locked: nobody waits for it with a pen in hand.
    everything: list[KeyResult | Guardrail] = [*parts.key_results, *parts.guardrails]
    lake.prepare(chain.from_iterable(_asks(part, lake, today) for part in everything))
    found = [
        (one, read_key_result(one, parts.versions["key_result", one.pk], parts.said[one.pk], lake, today))
        for one in parts.key_results
    ]
    held = [(one, read_guardrail(one, parts.versions["guardrail", one.pk], lake, today)) for one in parts.guardrails]
    changed = 0
    for key_result, reads in found:
        changed += _store_key_result(actor, key_result, reads)
    for guardrail, reads in held:
        _store_guardrail(actor, guardrail, reads)
    return Refreshed(len(found), len(held), changed)


def _loaded(which: dict[str, Any]) -> _Parts:
    key_results = list(KeyResult.objects.filter(**which).select_related("goal"))
    guardrails = list(Guardrail.objects.filter(**which).select_related("goal"))
    parts = _Parts(key_results, guardrails)
    for version in RuleVersion.objects.filter(key_result__in=key_results).order_by("number"):
        parts.versions["key_result", version.key_result_id or 0].append(version)
    for version in RuleVersion.objects.filter(guardrail__in=guardrails).order_by("number"):
        parts.versions["guardrail", version.guardrail_id or 0].append(version)
    for word in CheckIn.objects.filter(key_result__in=key_results, value__isnull=False):
        parts.said[word.key_result_id].append(word)
    return parts


def _asks(part: KeyResult | Guardrail, lake: Lake, today: date) -> list[Ask]:
    try:
        return asks_of(part, lake.scope(part.scope()), today)
    except NotFound:  # the segment is gone
        return []


@transaction.atomic
def _store_key_result(actor: Viewer, part: KeyResult, reads: Sequence[Read]) -> int:
    """Store the steps; 1 if the verdict is another one than before."""
    row = KeyResult.objects.select_for_update().filter(pk=part.pk, version=part.version).first()
    if row is None or not reads:  # gone, or its terms changed while it was read: the next refresh reads it
        return 0
    _store("key_result", part.pk, reads)
    before, after = row.verdict, reads[-1].verdict
    if before == after:
        return 0
    KeyResult.objects.filter(pk=row.pk).update(verdict=after)
    publish(VerdictChanged(row.pk, before, after), actor=actor.name)
    return 1


@transaction.atomic
def _store_guardrail(actor: Viewer, part: Guardrail, reads: Sequence[Read]) -> None:
    row = Guardrail.objects.select_for_update().filter(pk=part.pk, version=part.version).first()
    if row is None or not reads:
        return
    _store("guardrail", part.pk, reads)
    before, after = row.holds, reads[-1].holds
    if before == after:
        return
    Guardrail.objects.filter(pk=row.pk).update(holds=after)
    if after is False or (before is False and after):
        publish(GuardrailTurned(row.pk, after), actor=actor.name)


def _store(kind: str, part_id: int, reads: Sequence[Read]) -> None:
    """Steps that are over keep their verdict; the last one is written whole."""
    rows = [_row(kind, part_id, read) for read in reads]
    Reading.objects.filter(**{kind: part_id}, starts__gt=rows[-1].starts).delete()  # read as of an earlier day now
    for some, columns in ((rows[:-1], _VALUES), (rows[-1:], _ALL)):
        if some:
            Reading.objects.bulk_create(
                some, update_conflicts=True, unique_fields=[kind, "starts"], update_fields=columns
            )


def _row(kind: str, part_id: int, read: Read) -> Reading:
    step, due = read.step, read.due
    return Reading(
        **{f"{kind}_id": part_id}, starts=step.starts, ends=step.ends, read_at=clock.now(), value=step.value,
        numerator=step.numerator, denominator=step.denominator, expected=read.expected, progress=read.progress,
        pace=read.pace, forecast=due.value, low=due.low, high=due.high, path=[list(one) for one in due.path],
        method=due.method[:40], error=due.error, note=due.note[:300], verdict=read.verdict, reason=read.reason,
        holds=read.holds, version=read.version,
    )  # fmt: skip
