"""Change many tasks at once, and take any change back."""

from collections.abc import Callable, Collection
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision, mark_undone
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.team.work.actions.change_task import Change, change, plain_values, remember, value_of
from steward.team.work.actions.edit_task import Edit, checked_values
from steward.team.work.enums import CHANGE, EDIT, State
from steward.team.work.models import Task
from steward.team.work.queries.tasks import tasks_for
from steward.team.work.rules.rights import may_drop

#: Tasks changed at once.
MOST = 500


@transaction.atomic
def change_many(
    *,
    actor: Viewer,
    ids: Collection[int],
    state: str = "",
    add_label: str = "",
    drop_label: str = "",
    now: datetime | None = None,
    **values: Any,
) -> Decision | None:
    """Give these tasks values of `Edit`, a state, a label more or less, as one decision; None where none differs.

    Tasks the actor may not see are left out. Raises Forbidden (one of them is not theirs to drop), Invalid (too many).
    """
    require(allowed(actor, EDIT))
    if len(ids) > MOST:
        raise Invalid(_("Choose at most %(n)d tasks at once.") % {"n": MOST})
    if state and state not in State.values:
        raise Invalid({"state": _("Choose a state.")})
    edit: Edit = values  # type: ignore[assignment]
    changes: list[Change] = []
    for task in tasks_for(actor).select_for_update().filter(pk__in=ids).order_by("pk"):
        if state == State.DROPPED and task.state != State.DROPPED:
            require(may_drop(actor, task))
        wanted = checked_values(task, edit, now) | ({"state": State(state)} if state else {})
        if add_label or drop_label:
            labels = {*value_of(task, "labels"), *([add_label] if add_label else [])} - {drop_label}
            wanted |= checked_values(task, {"labels": sorted(labels)}, now)
        if found := change(actor, task, wanted, now):
            changes.append(found)
    return remember(actor, changes)


@transaction.atomic
def undo_change(*, actor: Viewer, decision_id: int, now: datetime | None = None) -> int:
    """Take back what the actor changed; how many tasks are again as they were.

    What somebody changed since stays as they left it. Raises Forbidden, NotFound (not theirs, taken back before),
    Invalid (every one was changed since).
    """
    require(allowed(actor, EDIT))
    decision = Decision.objects.filter(pk=decision_id, kind=CHANGE, account=actor.own_id, undone_at=None).first()
    if decision is None or not mark_undone(decision, account_id=actor.account_id):
        raise NotFound
    before, after = decision.undo["before"], decision.evidence["after"]
    back = 0
    for task in tasks_for(actor).select_for_update().filter(pk__in=[int(pk) for pk in before]).order_by("pk"):
        number = str(task.pk)
        if _as_left(task, after[number]):
            values = {name: _parsed(name, value) for name, value in before[number].items()}
            back += change(actor, task, values, now) is not None
    if not back:
        raise Invalid(_("Somebody changed this since: there is nothing to take back any more."))
    return back


def _as_left(task: Task, left: dict[str, Any]) -> bool:
    """Whether the task is as the change left it. Its place counts not: it moves when a column is numbered anew."""
    names = [name for name in left if name != "position"]
    return plain_values(task, names) == {name: left[name] for name in names}


_READ: dict[str, Callable[[Any], Any]] = {
    "due_on": date.fromisoformat, "repeat_from": date.fromisoformat, "due_time": time.fromisoformat, "state": State,
}  # fmt: skip


def _parsed(name: str, value: Any) -> Any:
    return _READ[name](value) if name in _READ and value is not None else value
