"""What a restraint forbids, and in which words."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.foundation.ui.formats import minute
from steward.people.restraints.enums import AWAY, Kind
from steward.people.restraints.models import Restraint

#: Kinds under which nothing is written.
SILENT = AWAY | {Kind.MUTE}


def holds(restraint: Restraint, now: datetime) -> bool:
    """Whether it holds at that time."""
    return restraint.lifted_at is None and restraint.since <= now and (restraint.until is None or now < restraint.until)


def reaches(restraint: Restraint, place: str) -> bool:
    """Whether it holds in that place: one without a scope holds everywhere."""
    return restraint.scope in {"", place}


def may_write_there(restraints: Iterable[Restraint], place: str = "") -> Ruling:
    """Whether somebody held back by these may write in a place ("" asks of everywhere)."""
    silent = [one for one in restraints if one.kind in SILENT and reaches(one, place)]
    return Denied(sentence(longest(silent))) if silent else Allowed()


def is_restricted(restraints: Iterable[Restraint], place: str = "") -> bool:
    """Whether newcomers' limits hold for them there."""
    return any(one.kind == Kind.RESTRICT and reaches(one, place) for one in restraints)


def is_away(restraints: Iterable[Restraint]) -> Restraint | None:
    """What keeps them out altogether, if anything does: the one that lasts longest."""
    out = [one for one in restraints if one.kind in AWAY and not one.scope]
    return longest(out) if out else None


def longest(restraints: Iterable[Restraint]) -> Restraint:
    """The one that ends last; one without an end before all others. Raises ValueError when there is none."""
    return max(restraints, key=lambda one: (one.until is None, one.until or one.since))


def sentence(restraint: Restraint) -> str:
    """Why they cannot do it now, until when, and where to read more."""
    more = _(" Why, and how to appeal: %(page)s") % {"page": restraint.url} if restraint.url else ""
    if restraint.until is None:
        return _("The team decided that you do not write here any more.") + more
    return _("The team decided that you cannot write until %(day)s.") % {"day": minute(restraint.until)} + more
