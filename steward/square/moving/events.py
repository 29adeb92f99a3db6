"""What the moving room announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class MoveStarted:
    """A turn of a move began, or of taking it back (`undo`); a job carries it out."""

    type: ClassVar[str] = "moving.move_started"
    subject: ClassVar[str] = "source:source_id"
    source_id: int
    move_id: int
    undo: bool = False


@dataclass(frozen=True, slots=True)
class SourceMoved:
    """An imported source stands in the square now, up to what it holds today."""

    type: ClassVar[str] = "moving.source_moved"
    subject: ClassVar[str] = "source:source_id"
    source_id: int
    topics: int
    posts: int


@dataclass(frozen=True, slots=True)
class MoveUndone:
    """What had been moved in was taken out of the square again, but for what was continued here."""

    type: ClassVar[str] = "moving.move_undone"
    subject: ClassVar[str] = "source:source_id"
    source_id: int
    topics: int
    kept: int
