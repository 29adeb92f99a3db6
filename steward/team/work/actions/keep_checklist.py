"""The checklist of a task: add, tick, rename, order, remove."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.people.access.public import Viewer
from steward.team.work.actions.change_task import locked
from steward.team.work.actions.check import checked_items
from steward.team.work.enums import MOST_ITEMS
from steward.team.work.events import TaskEdited, TaskTicked
from steward.team.work.models import ChecklistItem

_FIELDS = ("checklist",)


@transaction.atomic
def add_items(*, actor: Viewer, task_id: int, texts: Sequence[str]) -> list[ChecklistItem]:
    """Add items at the end. Raises Forbidden, NotFound, Invalid (nothing said, too many)."""
    task, wanted = locked(actor, task_id), checked_items(texts)
    if not wanted:
        raise Invalid({"checklist": _("Say what the item is.")})
    if task.checklist.count() + len(wanted) > MOST_ITEMS:
        raise Invalid({"checklist": _("A checklist has at most %(n)d items.") % {"n": MOST_ITEMS}})
    last = task.checklist.aggregate(last=Max("position"))["last"]
    start = 0 if last is None else last + 1
    made = ChecklistItem.objects.bulk_create(
        ChecklistItem(task=task, text=text, position=start + number) for number, text in enumerate(wanted)
    )
    publish(TaskEdited(task_id, _FIELDS), actor=actor.name)
    return made


@transaction.atomic
def tick(*, actor: Viewer, task_id: int, item_id: int, done: bool = True, now: datetime | None = None) -> bool:
    """Tick an item, or open it again; False where it is so already. Its reverse is itself.

    Raises Forbidden, NotFound.
    """
    item = _locked(actor, task_id, item_id)
    if (item.done_at is not None) == done:
        return False
    item.done_at = (now or clock.now()) if done else None
    item.done_by_id = actor.account_id if done else None
    item.save(update_fields=["done_at", "done_by"])
    publish(TaskTicked(task_id, item.pk, done), actor=actor.name)
    return True


@transaction.atomic
def rename_item(*, actor: Viewer, task_id: int, item_id: int, text: str) -> None:
    """Say an item otherwise. Raises Forbidden, NotFound, Invalid."""
    item = _locked(actor, task_id, item_id)
    wanted = checked_items([text])
    if not wanted:
        raise Invalid({"checklist": _("Say what the item is.")})
    if wanted[0] != item.text:
        item.text = wanted[0]
        item.save(update_fields=["text"])
        publish(TaskEdited(task_id, _FIELDS), actor=actor.name)


@transaction.atomic
def order_items(*, actor: Viewer, task_id: int, ids: Sequence[int]) -> None:
    """Put the items into this order; items not named follow in theirs. Raises Forbidden, NotFound."""
    task = locked(actor, task_id)
    place = {item: number for number, item in enumerate(ids)}
    rows = sorted(task.checklist.all(), key=lambda row: (place.get(row.pk, len(place)), row.position, row.pk))
    for number, row in enumerate(rows):
        row.position = number
    ChecklistItem.objects.bulk_update(rows, ["position"])
    publish(TaskEdited(task_id, _FIELDS), actor=actor.name)


@transaction.atomic
def remove_item(*, actor: Viewer, task_id: int, item_id: int) -> str:
    """Take an item away; its text, by which it can be added again. Raises Forbidden, NotFound."""
    item = _locked(actor, task_id, item_id)
    item.delete()
    publish(TaskEdited(task_id, _FIELDS), actor=actor.name)
    return item.text


def _locked(actor: Viewer, task_id: int, item_id: int) -> ChecklistItem:
    """The item; its task's lock orders everybody who works on the list."""
    locked(actor, task_id)
    found = ChecklistItem.objects.filter(task=task_id, pk=item_id).first()
    if found is None:
        raise NotFound
    return found
