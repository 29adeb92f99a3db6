"""Facts about pictures."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PictureStored:
    """An account uploaded a picture."""

    type: ClassVar[str] = "media.picture_stored"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    key: str
    bytes: int


@dataclass(frozen=True, slots=True)
class PictureRemoved:
    """A picture and its variants are gone."""

    type: ClassVar[str] = "media.picture_removed"
    subject: ClassVar[str] = "picture:key"
    key: str
