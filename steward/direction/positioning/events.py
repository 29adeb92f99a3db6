"""What the positioning room announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PositioningPublished:
    """The community says anew what it is for; `version` counts from 1."""

    type: ClassVar[str] = "positioning.published"
    subject: ClassVar[str] = "positioning:version"
    version: int
    boxes: tuple[str, ...]  # that differ from the version before


@dataclass(frozen=True, slots=True)
class PositioningDrafted:
    """The draft says something else; `how` is written, begun, restored or discarded. Members see nothing of it."""

    type: ClassVar[str] = "positioning.drafted"
    subject: ClassVar[str] = "positioning"
    how: str
    boxes: tuple[str, ...]
