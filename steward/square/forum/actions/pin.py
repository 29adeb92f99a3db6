"""Keep a topic on top, let it go again."""

from datetime import datetime

from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Why, change_topic, require_right
from steward.square.forum.enums import Pin
from steward.square.forum.rules.moderation import MODERATE


def pin(
    *, actor: Viewer, topic_id: int, where: str = Pin.CATEGORY, until: datetime | None = None, why: Why | None = None
) -> Decision | None:
    """Keep the topic on top of its category, or of every list (for the team only), perhaps until a moment.

    None when it is so already. Raises NotFound, Forbidden, Invalid.
    """
    if where not in {Pin.CATEGORY, Pin.EVERYWHERE}:
        raise Invalid({"where": _("Choose where the topic stays on top.")})
    if until is not None and until <= clock.now():
        raise Invalid({"until": _("That moment is past.")})
    if where == Pin.EVERYWHERE:
        require_right(actor, MODERATE)
    return change_topic("pin", topic_id, actor=actor, why=why or Why(), pin=str(where), pinned_until=until)


def unpin(*, actor: Viewer, topic_id: int, why: Why | None = None) -> Decision | None:
    """Let the topic go with the others; None when it was not pinned. Raises NotFound, Forbidden, Invalid."""
    return change_topic("unpin", topic_id, actor=actor, why=why or Why(), pin=str(Pin.NONE), pinned_until=None)
