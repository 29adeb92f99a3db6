"""Recording decisions and taking them back."""

from typing import Any

from steward.foundation.journal.models import Decision
from steward.foundation.kernel import clock


def decide(
    *,
    kind: str,
    subject: str,
    by: str = Decision.By.PERSON,
    account_id: int | None = None,
    version: str = "",
    reason: str = "",
    evidence: dict[str, Any] | None = None,
    undo: dict[str, Any] | None = None,
) -> Decision:
    """Write one decision in the caller's transaction. `undo` holds what the reverse action will need."""
    return Decision.objects.create(
        kind=kind,
        subject=subject,
        by=by,
        account_id=account_id,
        version=version,
        reason=reason,
        evidence=evidence or {},
        undo=undo or {},
        at=clock.now(),
    )


def mark_undone(decision: Decision, *, account_id: int | None) -> bool:
    """Mark the decision as taken back; False when it already was. Call it first: it locks the row."""
    changed = Decision.objects.filter(pk=decision.pk, undone_at=None).update(
        undone_at=clock.now(), undone_by_id=account_id
    )
    return bool(changed)
