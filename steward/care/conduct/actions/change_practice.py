"""Change how the team works, take a change back."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.conduct.events import PracticeChanged
from steward.care.conduct.models import Practice as Row
from steward.care.conduct.queries.practice import ROW
from steward.care.conduct.rules.practice import LADDERS, MANAGE, Practice, problems, read, written
from steward.foundation.journal.public import Decision, decide, mark_undone, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed

#: The kind of the decision.
CHANGED = "conduct.practice"


@transaction.atomic
def change_practice(*, actor: Viewer, reason: str = "", **values: Any) -> Decision | None:
    """Set the given fields of `rules.practice.Practice`, leave the rest; None when nothing differs.

    The decision keeps old and new values for `undo_practice`. Raises Forbidden and Invalid (a sentence per field).
    """
    require(allowed(actor, MANAGE))
    row = _locked()
    before = read(row.values, row.version)
    after = replace(before, **values)
    if wrong := problems(after):
        raise Invalid(wrong)
    old, new = written(before), written(after)
    changed = {name: new[name] for name in new if new[name] != old[name]}
    if not changed:
        return None
    was = {name: old[name] for name in changed}
    decision = decide(
        kind=CHANGED, subject=f"practice:{ROW}", account_id=actor.account_id, reason=reason.strip()[:500],
        version=str(row.version + 1), evidence={"old": was, "new": changed}, undo={"old": was, "new": changed},
    )  # fmt: skip
    _write(actor, row, new)
    return decision


def begin_with(*, actor: Viewer, ladder: str) -> Decision | None:
    """Take one of the starting ladders with its way of counting. Raises NotFound, Forbidden."""
    if ladder not in LADDERS:
        raise NotFound
    chosen = LADDERS[ladder]
    return change_practice(
        actor=actor, ladder=chosen.rungs, window_days=chosen.window_days, effect_first=chosen.effect_first,
        jumps={4: chosen.jump},
    )  # fmt: skip


@transaction.atomic
def undo_practice(*, actor: Viewer, decision_id: int) -> None:
    """Give what one change set its old values. Raises Forbidden, NotFound, and Invalid when it changed again since."""
    require(allowed(actor, MANAGE))
    decision = Decision.objects.filter(pk=decision_id, kind=CHANGED).first()
    if decision is None:
        raise NotFound
    row = _locked()
    if not mark_undone(decision, account_id=actor.account_id):
        raise Invalid(_("This was taken back before."))
    now = written(read(row.values))
    if any(now[name] != value for name, value in decision.undo["new"].items()):
        raise Invalid(_("This was changed again since; change it by hand."))
    restored: Practice = read(now | decision.undo["old"])
    if wrong := problems(restored):
        raise Invalid(wrong)
    _write(actor, row, written(restored))


def _locked() -> Row:
    Row.objects.get_or_create(pk=ROW, defaults={"values": {}, "version": 0})
    return Row.objects.select_for_update().get(pk=ROW)


def _write(actor: Viewer, row: Row, values: dict[str, Any]) -> None:
    row.values, row.version = values, row.version + 1
    row.changed_at, row.changed_by_id = clock.now(), actor.account_id
    row.save()
    publish(PracticeChanged(row.pk), actor=actor.name)
