"""Stopping a case's clock with a reason, and letting it run again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.conduct.actions.claim import note_step, open_and_locked
from steward.care.conduct.enums import CaseState, Pause, Step
from steward.care.conduct.models import Case
from steward.care.conduct.queries.stakes import stakes_of
from steward.care.conduct.rules.conflict import may_work_on
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.public import Viewer


@transaction.atomic
def pause(*, actor: Viewer, case_id: int, why: str, words: str = "", now: datetime | None = None) -> Case:
    """Stop the clock while somebody else must answer. Raises NotFound, Forbidden, Invalid (no reason; stands still)."""
    now = now or clock.now()
    case = open_and_locked(actor, case_id)
    require(may_work_on(actor, stakes_of(case_id)))
    if why not in Pause.values:
        raise Invalid({"why": _("Say what you are waiting for.")})
    if case.state == CaseState.PAUSED:
        raise Invalid(_("The clock of this case stands still already."))
    case.state, case.pause, case.paused_at = CaseState.PAUSED, Pause(why), now
    case.save(update_fields=("state", "pause", "paused_at"))
    note_step(case, Step.PAUSED, actor, now, words=" · ".join(text for text in (str(Pause(why).label), words) if text))
    return case


@transaction.atomic
def resume(*, actor: Viewer, case_id: int, now: datetime | None = None) -> Case:
    """Let the clock run again; the target moves by as long as it stood. Raises NotFound, Forbidden, Invalid."""
    now = now or clock.now()
    case = open_and_locked(actor, case_id)
    require(may_work_on(actor, stakes_of(case_id)))
    if case.state != CaseState.PAUSED or case.paused_at is None:
        raise Invalid(_("The clock of this case runs."))
    end_pause(case, now)
    case.save(update_fields=("state", "pause", "paused_at", "paused_seconds", "due_at"))
    note_step(case, Step.RESUMED, actor, now)
    return case


def end_pause(case: Case, now: datetime) -> None:
    """Count the pause that ends now and move the target by it; the caller saves. For judging a paused case too."""
    if case.paused_at is None:
        return
    stood = max(now, case.paused_at) - case.paused_at
    case.paused_seconds += int(stood.total_seconds())
    case.due_at += stood
    case.state, case.pause, case.paused_at = CaseState.OPEN, "", None
