"""The door of the positioning room."""

from steward.direction.positioning.actions.publish_positioning import publish_positioning
from steward.direction.positioning.actions.write_draft import write_draft
from steward.direction.positioning.events import PositioningPublished
from steward.direction.positioning.queries.published import checklist, positioning_now
from steward.direction.positioning.records import Check, Positioning

__all__ = [
    "Check",
    "Positioning",
    "PositioningPublished",
    "checklist",
    "positioning_now",
    "publish_positioning",
    "write_draft",
]
