"""Withdraw a decision; close one; go on with either."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.direction.decisions.actions.check import checked_text
from steward.direction.decisions.actions.resolve import DECISION
from steward.direction.decisions.enums import State
from steward.direction.decisions.events import ResolutionClosed, ResolutionResumed, ResolutionWithdrawn
from steward.direction.decisions.models import Resolution
from steward.direction.decisions.rules import may_change
from steward.foundation.journal.public import decide, mark_undone, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer


@transaction.atomic
def withdraw(*, actor: Viewer, resolution_id: int) -> Resolution:
    """The decision no longer holds, nothing is measured any more; `resume` goes on. Raises Forbidden, NotFound."""
    row = _locked(actor, resolution_id)
    if row.state == State.WITHDRAWN:
        raise NotFound
    mark_undone(row.decision, account_id=actor.account_id)
    row.state = State.WITHDRAWN
    row.save(update_fields=["state"])
    publish(ResolutionWithdrawn(row.pk), actor=actor.name)
    return row


@transaction.atomic
def close(*, actor: Viewer, resolution_id: int, lesson: str = "") -> Resolution:
    """Close a decision with what was learned from it. One to act on must be measured first.

    Raises Forbidden, NotFound, Invalid.
    """
    row = _locked(actor, resolution_id)
    if row.state in {State.WITHDRAWN, State.CLOSED}:
        raise NotFound
    if row.kind == "act" and row.state != State.MEASURED:
        raise Invalid(_("Measure it first, or withdraw it."))
    row.lesson = checked_text("lesson", lesson) or row.lesson
    row.state, row.closed_at = State.CLOSED, clock.now()
    row.save(update_fields=["state", "closed_at", "lesson"])
    publish(ResolutionClosed(row.pk), actor=actor.name)
    return row


@transaction.atomic
def resume(*, actor: Viewer, resolution_id: int) -> Resolution:
    """Go on with a withdrawn or closed decision, where it stood. Raises Forbidden, NotFound."""
    row = _locked(actor, resolution_id)
    if row.state not in {State.WITHDRAWN, State.CLOSED}:
        raise NotFound
    if row.state == State.WITHDRAWN:
        row.decision = decide(
            kind=DECISION, subject=f"metric:{row.metric}", account_id=actor.account_id,
            reason=row.reason or row.statement, evidence=row.decision.evidence, undo={"resolution": row.pk},
        )  # fmt: skip
    row.state = State.MEASURED if row.measured_at else State.OPEN
    row.closed_at = None
    row.save(update_fields=["state", "closed_at", "decision"])
    publish(ResolutionResumed(row.pk), actor=actor.name)
    return row


def _locked(actor: Viewer, resolution_id: int) -> Resolution:
    row = Resolution.objects.select_for_update().filter(pk=resolution_id).first()
    if row is None:
        raise NotFound
    require(may_change(actor, row.kind, row.made_by_id, row.owner_id))
    return row
