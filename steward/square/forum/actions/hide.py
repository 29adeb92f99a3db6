"""Take a topic out of sight, for a while (hide) or for good (remove), and bring it back."""

from steward.foundation.journal.public import Decision
from steward.foundation.kernel import clock
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Why, change_topic


def hide(*, actor: Viewer, topic_id: int, why: Why) -> Decision | None:
    """Show the topic to the team only. `why` is read by the author. None when it is hidden already.

    Raises NotFound, Forbidden, Invalid.
    """
    return change_topic("hide", topic_id, actor=actor, why=why, hidden_at=lambda topic: topic.hidden_at or clock.now())


def show(*, actor: Viewer, topic_id: int, why: Why | None = None) -> Decision | None:
    """Show a hidden topic to everybody again; None when it was not hidden. Raises NotFound, Forbidden, Invalid."""
    return change_topic("show", topic_id, actor=actor, why=why or Why(), hidden_at=None)


def remove(*, actor: Viewer, topic_id: int, why: Why) -> Decision | None:
    """Take the topic away. It stays in the database, for undo and for the record. None when it is away already.

    Raises NotFound, Forbidden, Invalid.
    """
    return change_topic(
        "remove", topic_id, actor=actor, why=why, removed_at=lambda topic: topic.removed_at or clock.now()
    )


def restore(*, actor: Viewer, topic_id: int, why: Why | None = None) -> Decision | None:
    """Bring a removed topic back; None when it was not removed. Raises NotFound, Forbidden, Invalid."""
    return change_topic("restore", topic_id, actor=actor, why=why or Why(), removed_at=None)
