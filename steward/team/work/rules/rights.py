"""Who may do what with a task, beyond the permission to edit."""

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.people.access.public import Viewer
from steward.team.work.enums import DROP
from steward.team.work.models import Task, TaskComment


def may_drop(viewer: Viewer, task: Task) -> Ruling:
    """Whoever made it, whoever has it, and leads."""
    own = viewer.account_id is not None and viewer.account_id in {task.owner_id, task.maker_id}
    if own or viewer.can(DROP):
        return Allowed()
    return Denied(_("Only who made this task, who has it, or a lead can drop it. Say in a comment why it can go."))


def may_change_comment(viewer: Viewer, comment: TaskComment) -> Ruling:
    """Only who wrote it."""
    if viewer.account_id is not None and comment.author_id == viewer.account_id:
        return Allowed()
    return Denied(_("Only who wrote a comment can change it."))
