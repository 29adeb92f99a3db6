"""Suggestions that wait for somebody's yes or no."""

from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.foundation.kernel.contracts import WorkItem
from steward.foundation.kernel.registry import items
from steward.foundation.proposals.public import Proposal
from steward.people.access.public import Viewer


def open_proposals(viewer: Viewer) -> list[WorkItem]:
    """Open proposals by kind, those the viewer may decide about, with the page of each kind; one query."""
    kinds = {kind.key: kind for kind in items("proposal-kinds") if viewer.can(kind.permission) and kind.page}
    if not kinds:
        return []
    rows = Proposal.objects.filter(state=Proposal.State.OPEN, kind__in=kinds)
    counts = dict(rows.order_by("kind").values_list("kind").annotate(n=Count("pk")))
    found = []
    for key, count in counts.items():
        text = ngettext("%(n)d proposal: %(kind)s", "%(n)d proposals: %(kind)s", count)
        words = {"n": count, "kind": kinds[key].label}
        found.append(WorkItem(text % words, _address(kinds[key].page), mine=False, count=count, verb=_("Decide")))
    return found


def _address(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:
        return page
