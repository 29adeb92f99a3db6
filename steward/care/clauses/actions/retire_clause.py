"""Drop a clause from the next edition, take it up again."""

from django.db import transaction

from steward.care.clauses.actions.write_clause import clause_of, hold
from steward.care.clauses.enums import MANAGE
from steward.care.clauses.events import ClauseChanged
from steward.care.clauses.models import Clause
from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed


@transaction.atomic
def retire_clause(*, actor: Viewer, clause_id: int) -> bool:
    """Leave the clause out of the next edition; False when it is left out already. Raises Forbidden, NotFound.

    It binds until that edition does, and past decisions still cite it.
    """
    return _turn(actor, clause_id, retired=True)


@transaction.atomic
def bring_back_clause(*, actor: Viewer, clause_id: int) -> bool:
    """Take the clause up into the next edition again; False when it is in. Raises Forbidden, NotFound."""
    return _turn(actor, clause_id, retired=False)


def _turn(actor: Viewer, clause_id: int, *, retired: bool) -> bool:
    require(allowed(actor, MANAGE))
    hold()
    clause = clause_of(clause_id)
    if (clause.retired_at is not None) == retired:
        return False
    clause.retired_at = clock.now() if retired else None
    clause.save(update_fields=["retired_at"])
    how = "retired" if retired else "back"
    decide(kind=f"clauses.{how}", subject=f"clause:{clause.pk}", account_id=actor.account_id)
    publish(ClauseChanged(clause.pk, clause.key, how), actor=actor.name)
    return True


@transaction.atomic
def move_clause(*, actor: Viewer, clause_id: int, up: bool) -> bool:
    """Let the clause change places with its neighbour in the next edition; False at the end of the list.

    Moving it the other way takes that back. Raises Forbidden, NotFound.
    """
    require(allowed(actor, MANAGE))
    hold()
    clause = clause_of(clause_id)
    rows = list(Clause.objects.order_by("order", "pk"))
    shown = [row for row in rows if row.retired_at is None]
    place = next((number for number, row in enumerate(shown) if row.pk == clause.pk), None)
    if place is None or not 0 <= (other := place + (-1 if up else 1)) < len(shown):
        return False
    mine, theirs = rows.index(clause), rows.index(shown[other])
    rows[mine], rows[theirs] = rows[theirs], rows[mine]
    for number, row in enumerate(rows, start=1):
        row.order = number
    Clause.objects.bulk_update(rows, ["order"])
    publish(ClauseChanged(clause.pk, clause.key, "moved"), actor=actor.name)
    return True
