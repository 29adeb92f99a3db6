"""Say what the public log shows, take a change back."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.oversight.enums import PUBLISH
from steward.care.oversight.events import OpennessChanged
from steward.care.oversight.models import Openness
from steward.care.oversight.queries.openness import ROW
from steward.foundation.journal.public import Decision, decide, mark_undone, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed

#: The kind of the journal's decision.
CHANGED = "oversight.openness"


@transaction.atomic
def change_openness(*, actor: Viewer, members_named: bool, disturbing_minutes: int) -> Decision | None:
    """Set both; None when nothing differs. Raises Forbidden, Invalid."""
    require(allowed(actor, PUBLISH))
    if not 5 <= disturbing_minutes <= 24 * 60:
        raise Invalid({"disturbing_minutes": _("Between %(least)s and %(most)s.") % {"least": 5, "most": 24 * 60}})
    row = _locked()
    new = {"members_named": members_named, "disturbing_minutes": disturbing_minutes}
    old = {name: getattr(row, name) for name in new}
    if old == new:
        return None
    decision = decide(kind=CHANGED, subject="oversight", account_id=actor.account_id, evidence=new, undo=old)
    _write(actor, row, new)
    return decision


@transaction.atomic
def undo_openness(*, actor: Viewer, decision_id: int) -> None:
    """Give both their values from before. Raises Forbidden, NotFound, Invalid (taken back before)."""
    require(allowed(actor, PUBLISH))
    decision = Decision.objects.filter(pk=decision_id, kind=CHANGED).first()
    if decision is None:
        raise NotFound
    row = _locked()
    if not mark_undone(decision, account_id=actor.account_id):
        raise Invalid(_("This was taken back before."))
    _write(actor, row, decision.undo)


def _locked() -> Openness:
    Openness.objects.get_or_create(pk=ROW)
    return Openness.objects.select_for_update().get(pk=ROW)


def _write(actor: Viewer, row: Openness, values: dict[str, int | bool]) -> None:
    what = tuple(name for name, value in values.items() if getattr(row, name) != value)
    for name in what:
        setattr(row, name, values[name])
    row.changed_at, row.changed_by_id = clock.now(), actor.account_id
    row.save()
    publish(OpennessChanged(what), actor=actor.name)
