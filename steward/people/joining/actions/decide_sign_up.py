"""What the team says to somebody who wants to join."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.public import Viewer, allowed
from steward.people.joining.actions.arrive import arrive, hold_sequences
from steward.people.joining.enums import State
from steward.people.joining.events import SignUpDecided
from steward.people.joining.models import Profile


@transaction.atomic
def decide_sign_ups(*, actor: Viewer, account_ids: Iterable[int], approve: bool, reason: str = "") -> int:
    """Approve or refuse each of these newcomers; returns how many it changed. Both can be changed later.

    Who asked already decided otherwise is decided anew; who is as wished already is left alone. Raises Forbidden,
    Invalid (a refusal needs a reason).
    """
    require(allowed(actor, "joining.approve"))
    reason = " ".join(reason.split())[:300]
    if not approve and not reason:
        raise Invalid({"reason": _("Say why: they read it.")})
    hold_sequences()
    state = State.APPROVED if approve else State.REFUSED
    rows = Profile.objects.select_for_update().filter(account__in=list(account_ids)[:1000], vouched=False)
    changed = list(rows.exclude(state=state).order_by("pk"))
    for row in changed:
        _decide(actor, row, state, reason)
    return len(changed)


def _decide(actor: Viewer, row: Profile, state: State, reason: str) -> None:
    before = row.state
    row.state, row.reason, row.decided_at, row.decided_by_id = state, reason, clock.now(), actor.account_id
    row.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    decide(
        kind="joining.sign_up", subject=f"account:{row.account_id}", account_id=actor.account_id, reason=reason,
        evidence={"from": before, "to": state}, undo={"state": before},
    )  # fmt: skip
    if state == State.APPROVED:
        arrive(actor=actor, account_id=row.account_id)
    publish(SignUpDecided(row.account_id, state == State.APPROVED), actor=actor.name)
