"""The canvas as the team writes it."""

from dataclasses import dataclass, field
from datetime import datetime

from steward.direction.positioning.enums import BOXES, EDIT, Box
from steward.direction.positioning.models import Draft
from steward.direction.positioning.queries.published import positioning_now
from steward.direction.positioning.records import Positioning, Words, lines_in, text_in
from steward.direction.positioning.rules import BoxChange, changed_boxes, changes, missing_languages
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed


@dataclass(frozen=True, slots=True)
class DraftBox:
    """One box of the draft as it is drawn."""

    box: Box
    text: str
    lines: list[str]
    changed: bool
    missing: tuple[str, ...]  # languages it is not written in


@dataclass(frozen=True, slots=True)
class Canvas:
    """The draft against what is published. `stamp` is given back when a box is saved."""

    words: Words
    stamp: int
    newest: Positioning | None
    changed_at: datetime | None = None
    by: str = ""
    boxes: list[DraftBox] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written and nothing was."""
        return self.newest is None and not any(self.words.values())

    @property
    def changed(self) -> list[DraftBox]:
        """The boxes that differ from what is published."""
        return [one for one in self.boxes if one.changed]

    def box(self, key: str) -> DraftBox:
        """One box. Raises NotFound."""
        if key not in BOXES:
            raise NotFound
        return next(one for one in self.boxes if one.box.key == key)

    def changes(self) -> list[BoxChange]:
        """What publishing would change, in the language in use."""
        return changes(self.newest.words if self.newest else {}, self.words)


def canvas_for(viewer: Viewer) -> Canvas:
    """The canvas, for who may write it. Raises Forbidden. Two queries."""
    require(allowed(viewer, EDIT))
    return canvas()


def canvas() -> Canvas:
    """The draft; what is published where nobody has begun one."""
    newest = positioning_now()
    row = Draft.objects.select_related("by").first()
    words: Words = row.words if row else newest.words if newest else {}
    changed = changed_boxes(newest.words if newest else {}, words)
    boxes = [
        DraftBox(box, text_in(words, key), lines_in(words, key), key in changed, missing_languages(words, key))
        for key, box in BOXES.items()
    ]
    by = row.by.display_name if row and row.by else ""
    return Canvas(words, row.stamp if row else 0, newest, row.changed_at if row else None, by, boxes)
