"""What the activity room announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class SourceAdded:
    """The community lives on one more place."""

    type: ClassVar[str] = "activity.source_added"
    subject: ClassVar[str] = "source:source_id"
    source_id: int
    key: str


@dataclass(frozen=True, slots=True)
class SourceRemoved:
    """A source is gone with everything that came from it."""

    type: ClassVar[str] = "activity.source_removed"
    subject: ClassVar[str] = "source:source_id"
    source_id: int
    key: str
    activities: int


@dataclass(frozen=True, slots=True)
class BatchIngested:
    """The stream grew or changed. Numbers only: who wants the rows follows the stream from its own cursor."""

    type: ClassVar[str] = "activity.batch_ingested"
    subject: ClassVar[str] = "source:source_id"
    source_id: int
    activities: int
    changed: int
    identities: int
    live: bool  # not part of an import, which settles once, at its end
