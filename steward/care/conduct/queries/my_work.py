"""What of the queue waits for somebody."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.care.conduct.enums import CaseState
from steward.care.conduct.models import Case
from steward.care.conduct.queries.queue import open_cases
from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import WorkItem
from steward.people.access.public import Viewer

#: Cases named one by one.
MOST = 10


def cases_waiting(viewer: Viewer) -> list[WorkItem]:
    """Cases the viewer holds or is asked about, then how many nobody holds, the late ones for themselves.

    A constant number of queries.
    """
    now, rows = clock.now(), open_cases(viewer).filter(state=CaseState.OPEN)
    mine = rows.filter(Q(claimed_by=viewer.own_id, claimed_until__gt=now) | Q(asked_of=viewer.own_id))
    found = [_item(case) for case in mine.only("pk", "title", "due_at", "place_name").order_by("due_at")[:MOST]]
    free = rows.filter(Q(claimed_by=None) | Q(claimed_until__lte=now))
    late = free.filter(due_at__lt=now).order_by("due_at").values_list("due_at", flat=True)
    overdue = list(late[:1000])
    waiting = free.filter(due_at__gte=now).count()
    address = reverse("conduct-queue")
    if overdue:
        text = ngettext("%(n)d late case nobody works on", "%(n)d late cases nobody works on", len(overdue))
        found.append(WorkItem(
            text % {"n": len(overdue)}, f"{address}?standing=late", overdue[0], mine=False, count=len(overdue),
            verb=_("Decide"),
        ))  # fmt: skip
    if waiting:
        text = ngettext("%(n)d case nobody works on", "%(n)d cases nobody works on", waiting) % {"n": waiting}
        found.append(WorkItem(text, address, mine=False, count=waiting, verb=_("Decide")))
    return found


def _item(case: Case) -> WorkItem:
    title = case.title or _("Case %(number)s") % {"number": case.pk}
    return WorkItem(title, reverse("conduct-case", args=[case.pk]), case.due_at, case.place_name, verb=_("Decide"))
