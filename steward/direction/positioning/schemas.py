"""The positioning over JSON: what comes in and goes out."""

from datetime import datetime
from typing import Annotated

from ninja import Field, Schema

from steward.direction.positioning.rules import LONGEST_BOX, LONGEST_REASON

Text = Annotated[str, Field(max_length=LONGEST_BOX)]


class PositioningOut(Schema):
    """A published version; `words` are texts by box and language. Version 0: nothing is published."""

    version: int = 0
    words: dict[str, dict[str, str]] = Field(default_factory=dict)
    reason: str = ""
    published_at: datetime | None = None


class PositioningIn(Schema):
    """The boxes that change, why, and the version they were written against (0: none)."""

    words: dict[str, dict[str, Text]]
    reason: Annotated[str, Field(max_length=LONGEST_REASON)]
    based_on: Annotated[int, Field(ge=0, le=1_000_000)] | None = None


class PositioningCheckOut(Schema):
    """A line of the positioning as a question to hold a piece of work against."""

    box: str
    label: str
    line: str
    question: str
