"""Feature a topic (加精), take it off again."""

from steward.foundation.journal.public import Decision
from steward.foundation.kernel import clock
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Why, change_topic


def feature(*, actor: Viewer, topic_id: int, why: Why | None = None) -> Decision | None:
    """Show the topic among the best; None when it is there. Raises NotFound, Forbidden, Invalid."""
    return change_topic(
        "feature", topic_id, actor=actor, why=why or Why(), featured_at=lambda topic: topic.featured_at or clock.now()
    )


def unfeature(*, actor: Viewer, topic_id: int, why: Why | None = None) -> Decision | None:
    """Take the topic off the featured ones; None when it was not there. Raises NotFound, Forbidden, Invalid."""
    return change_topic("unfeature", topic_id, actor=actor, why=why or Why(), featured_at=None)
