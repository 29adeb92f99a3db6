"""How the team acts here."""

from django.db import transaction

from steward.foundation.journal.public import allocate
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import require_right
from steward.square.forum.actions.stamp import SQUARE, stamp_frame
from steward.square.forum.models import Practice
from steward.square.forum.rules.moderation import MANAGE


@transaction.atomic
def show_names(*, actor: Viewer, shown: bool) -> None:
    """Let members read who of the team did something, or only that the team did. Raises Forbidden."""
    require_right(actor, MANAGE)
    Practice.objects.update_or_create(pk=1, defaults={"names_shown": shown})
    stamp_frame()
    allocate(SQUARE)
