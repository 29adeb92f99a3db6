"""Keep the picture of a decision, so that no page waits for it. Nothing is decided here, so nothing is announced."""

from steward.direction.decisions.enums import MAKE
from steward.direction.decisions.models import Resolution
from steward.direction.decisions.queries.course import course
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed


def keep_course(*, actor: Viewer, resolution_id: int) -> bool:
    """Draw it anew from the lake; False when the decision is gone. Raises Forbidden."""
    require(allowed(actor, MAKE))
    row = Resolution.objects.prefetch_related("measurements").filter(pk=resolution_id).first()
    if row is None:
        return False
    return bool(Resolution.objects.filter(pk=resolution_id).update(course=course(actor, row)))
