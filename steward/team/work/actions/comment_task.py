"""Write about a task; change or remove what one wrote."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer
from steward.people.community.public import cook
from steward.people.notify.public import withdraw
from steward.team.work.actions.change_task import locked
from steward.team.work.actions.check import checked_note
from steward.team.work.events import CommentChanged, TaskCommented
from steward.team.work.models import TaskComment
from steward.team.work.queries.people import mates, mentioned
from steward.team.work.rules.rights import may_change_comment


@transaction.atomic
def comment_task(*, actor: Viewer, task_id: int, text: str, now: datetime | None = None) -> TaskComment:
    """Write a comment (Markdown); team mates named with an @ are told. Raises Forbidden, NotFound, Invalid."""
    task, source = locked(actor, task_id), _said(text)
    comment = TaskComment.objects.create(
        task=task, author_id=actor.account_id, source=source, html=cook(source), at=now or clock.now()
    )
    named = mentioned(source, mates(task.permission, task.place)) if "@" in source else []
    publish(TaskCommented(task_id, comment.pk, tuple(named)), actor=actor.name)
    return comment


@transaction.atomic
def edit_comment(*, actor: Viewer, comment_id: int, text: str, now: datetime | None = None) -> TaskComment:
    """Change a comment of one's own; nobody is told again. Raises Forbidden, NotFound, Invalid."""
    comment, source = _own(actor, comment_id), _said(text)
    if source != comment.source:
        comment.source, comment.html, comment.edited_at = source, cook(source), now or clock.now()
        comment.save(update_fields=["source", "html", "edited_at"])
        publish(CommentChanged(comment.task_id, comment.pk, "changed"), actor=actor.name)
    return comment


@transaction.atomic
def remove_comment(*, actor: Viewer, comment_id: int, now: datetime | None = None) -> TaskComment:
    """Take a comment of one's own away: nobody reads it any more. Raises Forbidden, NotFound."""
    comment = _own(actor, comment_id)
    comment.removed_at = now or clock.now()
    comment.save(update_fields=["removed_at"])
    publish(CommentChanged(comment.task_id, comment.pk, "removed"), actor=actor.name)
    withdraw(subjects=[f"task-comment:{comment.pk}"])
    return comment


@transaction.atomic
def restore_comment(*, actor: Viewer, comment_id: int) -> TaskComment:
    """Bring back what one removed. Raises Forbidden, NotFound."""
    comment = _own(actor, comment_id, removed=True)
    comment.removed_at = None
    comment.save(update_fields=["removed_at"])
    publish(CommentChanged(comment.task_id, comment.pk, "restored"), actor=actor.name)
    return comment


def _own(actor: Viewer, comment_id: int, *, removed: bool = False) -> TaskComment:
    found = TaskComment.objects.filter(pk=comment_id, removed_at__isnull=not removed).first()
    if found is None:
        raise NotFound
    locked(actor, found.task_id)
    require(may_change_comment(actor, found))
    return TaskComment.objects.select_for_update().get(pk=comment_id)


def _said(text: str) -> str:
    if not text.strip():
        raise Invalid({"text": _("Write something first.")})
    return checked_note(text, "text")
