"""What decisions do by the clock."""

import logging
from typing import Any

from steward.direction.decisions.actions.ask_again import ask_again
from steward.direction.decisions.actions.keep_course import keep_course
from steward.direction.decisions.actions.measure_effect import measure_effect, settled_on
from steward.direction.decisions.enums import Kind, State
from steward.direction.decisions.models import Resolution
from steward.foundation.jobs.public import Job, Progress, enqueue, handles, scheduled
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.people.access.public import SYSTEM
from steward.stream.insights.public import today

MEASURE, DRAW = "decisions.measure", "decisions.draw"
log = logging.getLogger(__name__)


@handles(MEASURE)
def measure_due(progress: Progress, redraw: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002
    """Measure every decision whose day is over, ask people for what only they can see; perhaps draw open ones anew."""
    day, measured = today(), 0
    due = list(Resolution.objects.filter(state=State.OPEN, kind=Kind.ACT, due__lte=day).order_by("due", "pk"))
    ripe = [row for row in due if settled_on(row) <= day]
    for number, row in enumerate(ripe):
        progress.report(number, len(ripe), row.statement)
        try:
            measure_effect(actor=SYSTEM, resolution_id=row.pk)
            measured += 1
        except (Invalid, NotFound) as problem:
            log.warning("decision %s was not measured: %s", row.pk, problem)
    asked = ask_again(actor=SYSTEM)
    if redraw:
        for pk in Resolution.objects.filter(state=State.OPEN).order_by("pk").values_list("pk", flat=True):
            keep_course(actor=SYSTEM, resolution_id=pk)
    return {"measured": measured, "asked": asked}


@handles(DRAW)
def draw(_progress: Progress, resolution_id: int) -> None:
    """Draw one decision's picture."""
    keep_course(actor=SYSTEM, resolution_id=resolution_id)


@scheduled("decisions.measure", "10 * * * *")
def measure_in_time() -> None:
    """Every hour, since the community's midnight is some hour of UTC: what is due, if anything is."""
    waits = Job.objects.filter(kind=MEASURE, state=Job.State.WAITING).exists()
    if not waits and Resolution.objects.filter(state=State.OPEN, due__lte=today(), asked_at=None).exists():
        enqueue(actor=SYSTEM, kind=MEASURE)


@scheduled("decisions.redraw", "50 19 * * *")
def redraw_daily() -> None:
    """Once a day: the pictures of open decisions, with the steps that are over since."""
    if Resolution.objects.filter(state=State.OPEN).exists():
        enqueue(actor=SYSTEM, kind=MEASURE, redraw=True)


def draw_soon(resolution_id: int) -> None:
    """Have one decision's picture drawn."""
    enqueue(actor=SYSTEM, kind=DRAW, resolution_id=resolution_id)
