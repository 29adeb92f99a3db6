"""What the community room announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CommunityChanged:
    """Settings of the community changed; `version` is the number of the sequence "community"."""

    type: ClassVar[str] = "community.changed"
    subject: ClassVar[str] = "community"
    version: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegalTextWritten:
    """A text of the community has a new version; `asks_again` when everybody has to accept it anew."""

    type: ClassVar[str] = "community.text_written"
    subject: ClassVar[str] = "community"
    key: str
    version: int
    asks_again: bool
