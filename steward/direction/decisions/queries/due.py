"""What decisions ask of people, and when."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from steward.direction.decisions.enums import MAKE, VIEW, WATCH, Kind, State
from steward.direction.decisions.models import Resolution
from steward.direction.decisions.queries.listing import moment
from steward.direction.decisions.queries.metrics import metric_named
from steward.foundation.kernel.contracts import Dated, WorkItem
from steward.people.access.public import Viewer
from steward.stream.insights.public import today

MOST = 20
#: Measured decisions are asked for a conclusion for so many days.
ASKED_DAYS = 60


def due_work(viewer: Viewer) -> list[WorkItem]:
    """Numbers to look at again, numbers to enter by hand, measured decisions without a conclusion. One query."""
    if not (viewer.can(MAKE) or viewer.can(WATCH)):
        return []
    day = today()
    waiting = Q(state=State.OPEN, due__lte=day)
    measured = Q(state=State.MEASURED, measured_at__gte=moment(day - timedelta(days=ASKED_DAYS)))
    rows = Resolution.objects.filter(waiting | measured)
    if not viewer.can(MAKE):
        rows = rows.filter(Q(owner=viewer.own_id) | Q(made_by=viewer.own_id), kind=Kind.WATCH)
    found = [item for row in rows.order_by("due", "pk") if (item := _item(row, viewer))]
    return found[:MOST]


def _item(row: Resolution, viewer: Viewer) -> WorkItem | None:
    mine = row.owner_id == viewer.own_id
    url, due = f"/console/decisions/{row.pk}/", moment(row.due) if row.due else None
    if row.state == State.MEASURED:
        return WorkItem(row.statement, url, None, _("measured: draw the conclusion"), mine, verb=_("Conclude"))
    if row.kind != Kind.ACT:
        return WorkItem(row.statement, url, due, _("its day has come"), mine, verb=_("Look again"))
    if metric_named(row.metric) is None:
        return WorkItem(row.statement, url, due, _("its metric is gone: enter the value"), mine, verb=_("Measure"))
    return None  # a job measures it


def dated(viewer: Viewer, since: date, until: date) -> Sequence[Dated]:
    """The days on which decisions are measured or looked at again, the second day included. One query."""
    if not viewer.can(VIEW):
        return []
    rows = Resolution.objects.filter(state=State.OPEN, due__gte=since, due__lte=until).order_by("due", "pk")
    return [
        Dated(
            f"decision-{row.pk}",
            (_("Measure: %(what)s") if row.kind == Kind.ACT else _("Look again: %(what)s")) % {"what": row.statement},
            row.due, f"/console/decisions/{row.pk}/",
        )
        for row in rows if row.due
    ]  # fmt: skip
