"""Hide a comment that names somebody, or show it again."""

from django.db import transaction

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.square.surveys.enums import EDIT
from steward.square.surveys.events import CommentHidden
from steward.square.surveys.models import Answer


def hide_comment(*, actor: Viewer, answer_id: int, reason: str = "") -> None:
    """Show the comment to nobody any more; its score still counts. Raises Forbidden, NotFound."""
    _set(actor, answer_id, reason, hidden=True)


def show_comment(*, actor: Viewer, answer_id: int) -> None:
    """The reverse of `hide_comment`. Raises Forbidden, NotFound."""
    _set(actor, answer_id, "", hidden=False)


@transaction.atomic
def _set(actor: Viewer, answer_id: int, reason: str, *, hidden: bool) -> None:
    require(allowed(actor, EDIT))
    row = Answer.objects.select_for_update().filter(pk=answer_id).exclude(comment="").first()
    if row is None:
        raise NotFound
    if row.hidden == hidden:
        return
    row.hidden = hidden
    row.save(update_fields=["hidden"])
    decide(kind="surveys.hide" if hidden else "surveys.show", subject=f"survey:{row.survey_id}",
           account_id=actor.account_id, reason=reason, evidence={"answer": row.pk})  # fmt: skip
    publish(CommentHidden(row.survey_id, row.pk, hidden), actor=actor.name)
