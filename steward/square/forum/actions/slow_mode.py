"""Slow mode: how long one waits between two replies in a topic."""

from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Why, change_topic

#: A day: longer pauses are what a lock is for.
LONGEST = 86_400


def slow_mode(*, actor: Viewer, topic_id: int, seconds: int, why: Why | None = None) -> Decision | None:
    """Let everybody reply only every so many seconds; 0 follows the category. None when it is so already.

    Raises NotFound, Forbidden, Invalid.
    """
    if not 0 <= seconds <= LONGEST:
        raise Invalid({"seconds": _("Choose between 0 and 86,400 seconds, a day.")})
    return change_topic(
        "slow_mode", topic_id, actor=actor, why=why or Why(), more={"seconds": seconds}, slow_seconds=seconds
    )
