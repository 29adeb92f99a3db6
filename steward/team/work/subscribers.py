"""Who is told of tasks, and what keeps them in step with conduct."""

from steward.care.conduct.events import ChannelTaskAsked, ChannelTaskDropped, TaskDone
from steward.foundation.journal.public import Fact, subscribe
from steward.foundation.kernel.text import cut
from steward.people.access.public import SYSTEM
from steward.people.notify.public import tell, withdraw
from steward.team.work.actions.keep_channel_tasks import keep_channel_tasks
from steward.team.work.events import TaskAssigned, TaskCommented, TaskDropped, TaskFinished
from steward.team.work.models import Task, TaskComment
from steward.team.work.queries.told import ASSIGNED, COMMENTED, MENTIONED, described


@subscribe(TaskAssigned)
def assigned(fact: TaskAssigned) -> None:
    """Who has it now hears of it, unless they took it themselves."""
    task = Task.objects.filter(pk=fact.task_id, owner=fact.owner_id).first()
    if task is None or fact.owner_id is None:
        return
    by = _actor_of(fact.type, fact.task_id)
    tell(kind=ASSIGNED, accounts=[fact.owner_id], by=by, group=f"task:{task.pk}", **described(task))


@subscribe(TaskCommented)
def commented(fact: TaskCommented) -> None:
    """Who is named hears of it, then who made, has or helps with the task."""
    comment = TaskComment.objects.filter(pk=fact.comment_id, removed_at=None).select_related("task").first()
    if comment is None:
        return
    task, by = comment.task, comment.author_id
    told = described(task, excerpt=cut(comment.source, 200))
    told |= {"subject": f"task-comment:{comment.pk}", "url": f"{told['url']}#comment-{comment.pk}"}
    tell(kind=MENTIONED, accounts=fact.mentioned, by=by, **told)
    people = {task.owner_id, task.maker_id, *task.helpers.values_list("pk", flat=True)} - {None, *fact.mentioned}
    tell(kind=COMMENTED, accounts=[pk for pk in people if pk], by=by, group=f"task:{task.pk}", **told)


@subscribe(TaskFinished)
def finished(fact: TaskFinished) -> None:
    """What asked for it is not asked any more."""
    withdraw(subjects=[f"task:{fact.task_id}"])


@subscribe(TaskDropped)
def dropped(fact: TaskDropped) -> None:
    """The same for what is not to be done."""
    withdraw(subjects=[f"task:{fact.task_id}"])


@subscribe(ChannelTaskAsked)
def asked(fact: ChannelTaskAsked) -> None:
    """Something is to be done by hand on a channel."""
    keep_channel_tasks(actor=SYSTEM, ids=[fact.task_id])


@subscribe(ChannelTaskDropped)
def not_needed(fact: ChannelTaskDropped) -> None:
    """It need not be done any more."""
    keep_channel_tasks(actor=SYSTEM, ids=[fact.task_id])


@subscribe(TaskDone)
def done_by_hand(fact: TaskDone) -> None:
    """Conduct heard that it was done, or was not after all."""
    keep_channel_tasks(actor=SYSTEM, ids=[fact.task_id])


def _actor_of(kind: str, task_id: int) -> int | None:
    """The account behind the latest such fact of the task."""
    rows = Fact.objects.filter(type=kind, subject=f"task:{task_id}").order_by("-seq")
    name = rows.values_list("actor", flat=True).first() or ""
    return int(name.removeprefix("account:")) if name.startswith("account:") else None
