"""Who must not work on a case: nobody decides about themselves, their own report, or a friend."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.people.access.public import Viewer, allowed

#: The right to work on cases.
REVIEW = "conduct.review"
#: The scope an API token needs to report in its owner's name, and to read those reports.
REPORT = "conduct.report"


@dataclass(frozen=True, slots=True)
class Stakes:
    """Accounts with a part of their own in a case (queries.stakes.stakes_of)."""

    author: frozenset[int] = frozenset()  # the account of who wrote it, and what the team knows to be their others
    reporters: frozenset[int] = frozenset()  # and their others
    declared: frozenset[int] = frozenset()  # who said of themselves that they are a friend, or a foe


def is_party(viewer: Viewer, stakes: Stakes) -> bool:
    """Whether the case is about something of the viewer's own: then they learn nothing of it before it is decided."""
    return viewer.own_id in stakes.author


def has_conflict(viewer: Viewer, stakes: Stakes) -> Ruling:
    """Whether the viewer stands outside the case."""
    if is_party(viewer, stakes):
        return Denied(_("This is about something of your own. Somebody else of the team decides about it."))
    if viewer.own_id in stakes.reporters:
        return Denied(_("You reported this yourself. Somebody else of the team decides about it."))
    if viewer.own_id in stakes.declared:
        return Denied(_("You declared a conflict of interest here. Somebody else of the team decides about it."))
    return Allowed()


def may_work_on(viewer: Viewer, stakes: Stakes) -> Ruling:
    """Whether the viewer may claim and decide the case: the right to review, and no part of their own in it."""
    right = allowed(viewer, REVIEW)
    return has_conflict(viewer, stakes) if right else right
