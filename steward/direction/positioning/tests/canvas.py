"""Helpers of this room's tests: words of a canvas, a version published."""

from steward.direction.positioning.actions.publish_positioning import publish_positioning
from steward.direction.positioning.actions.write_draft import write_draft
from steward.direction.positioning.models import Version
from steward.people.access.public import SYSTEM

WORDS = {
    "audience": {"en": "People who brew tea at home.", "zh-hans": "在家泡茶的人。"},
    "promise": {"en": "- An answer within a day\n- No sales", "zh-hans": "一天内答复\n不推销"},
    "nots": {"en": "A shop"},
}


def published(reason: str = "We begin.", **boxes: dict[str, str]) -> Version:
    """A version with WORDS, or with the boxes given."""
    write_draft(actor=SYSTEM, words=boxes or WORDS)
    return publish_positioning(actor=SYSTEM, reason=reason)
