"""Change a decision, with a reason and a trace."""

from datetime import date, timedelta
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from steward.direction.decisions.actions.check import (
    checked_days,
    checked_due,
    checked_owner,
    checked_statement,
    checked_text,
    set_expectation,
)
from steward.direction.decisions.enums import State
from steward.direction.decisions.errors import Settled
from steward.direction.decisions.events import ResolutionRevised
from steward.direction.decisions.models import Resolution, Revision
from steward.direction.decisions.rules import may_change
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, Overtaken, require
from steward.people.access.public import Viewer
from steward.stream.insights.enums import Grain
from steward.stream.insights.public import today

#: Fields a revision keeps as they were.
KEPT = ("statement", "reason", "expected", "expected_change", "due", "owner_id", "lesson")


class Changes(TypedDict, total=False):
    """What can be changed."""

    statement: str
    reason: str
    expected: float | None
    expected_change: float | None
    due: date | None
    owner_id: int | None
    lesson: str


@transaction.atomic
def revise(
    *, actor: Viewer, resolution_id: int, why: str, version: int | None = None, **changes: Unpack[Changes]
) -> Resolution:
    """Change what a decision says; `why` is kept beside what it said before.

    What was expected is settled once its effect was measured on its day. A later day extends a measured decision: it is
    open again and will be measured anew; the earlier measurement stays. `version` refuses what somebody else changed
    meanwhile. Raises Forbidden, NotFound, `Settled`, Invalid.
    """
    row = Resolution.objects.select_for_update().filter(pk=resolution_id).exclude(state=State.WITHDRAWN).first()
    if row is None:
        raise NotFound
    require(may_change(actor, row.kind, row.made_by_id, row.owner_id))
    if version is not None and version != row.version:
        raise Overtaken(_("Somebody else changed this decision meanwhile. Look at it again before you change it."))
    words = checked_text("why", why, needed=True)
    before = {name: getattr(row, name) for name in KEPT}
    _apply(row, changes)
    changed = {name: _plain(value) for name, value in before.items() if getattr(row, name) != value}
    if not changed:
        return row
    Revision.objects.create(
        resolution=row, version=row.version, at=clock.now(), by_id=actor.account_id, reason=words, before=changed
    )
    row.version += 1
    row.save()
    publish(ResolutionRevised(row.pk, row.version), actor=actor.name)
    return row


def _apply(row: Resolution, changes: Changes) -> None:
    if "statement" in changes:
        row.statement = checked_statement(changes["statement"])
    for name in ("reason", "lesson"):
        if name in changes:
            setattr(row, name, checked_text(name, str(changes[name])))
    if "owner_id" in changes:
        row.owner_id = checked_owner(changes["owner_id"])
    if "due" in changes and changes["due"] != row.due:
        _move(row, changes["due"])
    if "expected" in changes or "expected_change" in changes:
        _expect(row, changes.get("expected"), changes.get("expected_change"))


def _move(row: Resolution, due: date | None) -> None:
    """Another day. Once measured, only one that is still to come."""
    checked_days(row.since, row.until, row.starts, due, row.kind)
    checked_due(row.kind, row.starts, due, Grain(row.grain))
    if row.state != State.OPEN:
        if due is None or due < today() + timedelta(days=1):
            raise Invalid({"due": _("It was measured already. Choose a day to come to measure it again.")})
        row.state, row.verdict, row.met, row.measured_at, row.closed_at = State.OPEN, "", None, None, None
    row.due, row.asked_at = due, None


def _expect(row: Resolution, expected: float | None, change: float | None) -> None:
    was = (row.expected, row.expected_change)
    set_expectation(row, expected=expected, change=change)
    # A measurement on its day judged by what was expected, even where the decision was extended since.
    judged = row.measurements.filter(early=False).exists()
    if (row.expected, row.expected_change) != was and judged:
        raise Settled


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
