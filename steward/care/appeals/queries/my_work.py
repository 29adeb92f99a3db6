"""Which appeals wait for somebody."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.care.appeals.enums import State
from steward.care.appeals.queries.team import appeals_for
from steward.foundation.kernel.contracts import WorkItem
from steward.people.access.public import Viewer

#: Appeals named one by one.
MOST = 10


def appeals_waiting(viewer: Viewer) -> list[WorkItem]:
    """Appeals the viewer has taken, then how many nobody has that are not about decisions of theirs; two queries."""
    rows = appeals_for(viewer).filter(state=State.OPEN).exclude(account=viewer.own_id).order_by("due_at")
    mine = rows.filter(assigned_to=viewer.own_id)[:MOST]
    found = [
        WorkItem(
            _("Appeal %(number)s") % {"number": row.pk}, reverse("appeal", args=[row.pk]), row.due_at,
            row.judgement.case.title, verb=_("Answer"),
        )
        for row in mine
    ]  # fmt: skip
    part = Q(judgement__by=viewer.own_id) | Q(judgement__opinion_by=viewer.own_id)
    free = list(rows.filter(assigned_to=None).exclude(part).values_list("due_at", flat=True)[:1000])
    if free:
        text = ngettext("%(n)d appeal nobody has taken", "%(n)d appeals nobody has taken", len(free)) % {"n": len(free)}
        found.append(WorkItem(text, reverse("appeals"), free[0], mine=False, count=len(free), verb=_("Take one")))
    return found
