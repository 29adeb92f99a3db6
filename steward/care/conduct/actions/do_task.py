"""A person did by hand what Steward cannot do on a channel."""

from datetime import datetime

from django.db import transaction

from steward.care.conduct.events import TaskDone
from steward.care.conduct.models import ChannelTask, Sanction
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed


@transaction.atomic
def do_task(*, actor: Viewer, task_id: int, now: datetime | None = None) -> bool:
    """Say that a task is done; False when it was before. A sanction without an account takes effect with it.

    Raises Forbidden, NotFound.
    """
    require(allowed(actor, JUDGE))
    now = now or clock.now()
    task = ChannelTask.objects.select_for_update().filter(pk=task_id).first()
    if task is None:
        raise NotFound
    if task.done_at:
        return False
    task.done_at, task.done_by_id = now, actor.account_id
    task.save(update_fields=["done_at", "done_by"])
    if task.ability != "restore":
        Sanction.objects.filter(judgement=task.judgement_id, effective_at=None).update(effective_at=now)
    publish(TaskDone(task.judgement_id, task.pk), actor=actor.name)
    return True


@transaction.atomic
def reopen_task(*, actor: Viewer, task_id: int) -> bool:
    """It was not done after all; False when it is open. Raises Forbidden, NotFound."""
    require(allowed(actor, JUDGE))
    task = ChannelTask.objects.select_for_update().filter(pk=task_id).first()
    if task is None:
        raise NotFound
    if task.done_at is None:
        return False
    Sanction.objects.filter(judgement=task.judgement_id, effective_at=task.done_at).update(effective_at=None)
    task.done_at, task.done_by_id = None, None
    task.save(update_fields=["done_at", "done_by"])
    publish(TaskDone(task.judgement_id, task.pk, done=False), actor=actor.name)
    return True
