"""Lock a topic, unlock it."""

from steward.foundation.journal.public import Decision
from steward.foundation.kernel import clock
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Why, change_topic


def lock(*, actor: Viewer, topic_id: int, why: Why | None = None) -> Decision | None:
    """Let nobody but the team reply any more; a timed close is spent. None when it is locked already.

    Raises NotFound, Forbidden, Invalid.
    """
    return change_topic(
        "lock", topic_id, actor=actor, why=why or Why(),
        locked_at=lambda topic: topic.locked_at or clock.now(), closes_at=None,
    )  # fmt: skip


def unlock(*, actor: Viewer, topic_id: int, why: Why | None = None) -> Decision | None:
    """Let people reply again; a timed opening is spent. None when it was open. Raises NotFound, Forbidden, Invalid."""
    return change_topic("unlock", topic_id, actor=actor, why=why or Why(), locked_at=None, opens_at=None)
