"""Measure what came of a decision."""

from dataclasses import replace
from datetime import date, timedelta
from math import isfinite

from django.db import transaction
from django.utils.translation import gettext as _

from steward.direction.decisions.comparing.records import Effect
from steward.direction.decisions.comparing.verdict import judge, wanted
from steward.direction.decisions.enums import Kind, State
from steward.direction.decisions.events import EffectMeasured
from steward.direction.decisions.models import Measurement, Resolution
from steward.direction.decisions.queries.effects import effect_of
from steward.direction.decisions.queries.metrics import metric_named
from steward.direction.decisions.rules import may_change, windows
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import SYSTEM, Viewer
from steward.stream.insights.enums import Grain
from steward.stream.insights.public import today


def measure_effect(*, actor: Viewer, resolution_id: int, value: float | None = None) -> Measurement:
    """Measure the effect now, and write the result to the decision.

    Before its day it is an early look: written down, but the decision stays open and is measured again on its day.
    `value` is given by hand where the number cannot be read any more. Raises Forbidden, NotFound, `TooEarly`, Invalid.
    """
    row = Resolution.objects.filter(pk=resolution_id).exclude(state=State.WITHDRAWN).first()
    if row is None:
        raise NotFound
    require(may_change(actor, row.kind, row.made_by_id, row.owner_id))
    day = today()
    early = row.due is None or settled_on(row) > day
    effect = _typed(row, value) if value is not None else _read(row, day)
    with transaction.atomic():
        return _written(actor, row.pk, effect, early=early and row.due is not None)


def settled_on(row: Resolution) -> date:
    """The day on which everything up to its day can be read; its metric may settle some days late."""
    metric = metric_named(row.metric)
    return (row.due or date.max - timedelta(days=99)) + timedelta(days=metric.settles if metric else 0)


def _read(row: Resolution, day: date) -> Effect:
    metric = metric_named(row.metric)
    if metric is None:
        words = _("The metric “%(key)s” is not in the catalogue any more. Enter the value by hand.")
        raise Invalid({"value": words % {"key": row.metric}})
    known = day - timedelta(days=metric.settles)
    days = windows(row.starts, min(row.due or known, known), row.days, Grain(row.grain))
    # The team's own right was looked at; what is compared with must not depend on who asks.
    return effect_of(SYSTEM, row, days)


def _typed(row: Resolution, value: float) -> Effect:
    """A value by hand against the baseline, without any range of chance."""
    if not isfinite(value):
        raise Invalid({"value": _("Enter a number.")})
    effect = Effect("before_after", row.baseline, value, row.baseline, why="typed")
    return replace(effect, effect=value - row.baseline) if row.baseline is not None else effect


def _written(actor: Viewer, resolution_id: int, effect: Effect, *, early: bool) -> Measurement:
    row = Resolution.objects.select_for_update().get(pk=resolution_id)
    if row.state == State.WITHDRAWN or (actor.is_system and row.state != State.OPEN):
        raise NotFound  # withdrawn meanwhile, or another worker measured it
    hoped = wanted(effect, row.baseline, row.expected) if row.kind == Kind.ACT else None
    verdict, met = judge(effect, hoped)
    now = clock.now()
    made = Measurement.objects.create(
        resolution=row, at=now, by_id=actor.account_id, early=early, method=effect.method, verdict=verdict, met=met,
        expected=row.expected, result=effect.as_json(),
    )  # fmt: skip
    if not early:
        row.state = State.CLOSED if row.state == State.CLOSED else State.MEASURED
        row.verdict, row.met, row.measured_at = verdict, met, now
        row.save(update_fields=["state", "verdict", "met", "measured_at"])
    publish(EffectMeasured(row.pk, made.pk, verdict, early), actor=actor.name)
    return made
