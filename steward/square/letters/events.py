"""What the letters room announces. Never the words: letters are private."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class LetterSent:
    """Somebody wrote in a private conversation."""

    type: ClassVar[str] = "letters.sent"
    subject: ClassVar[str] = "conversation:conversation_id"
    conversation_id: int
    letter_id: int


@dataclass(frozen=True, slots=True)
class LetterWithdrawn:
    """Somebody took a letter back."""

    type: ClassVar[str] = "letters.withdrawn"
    subject: ClassVar[str] = "conversation:conversation_id"
    conversation_id: int
    letter_id: int


@dataclass(frozen=True, slots=True)
class PeopleChanged:
    """Somebody was added to a conversation, or left it."""

    type: ClassVar[str] = "letters.people_changed"
    subject: ClassVar[str] = "conversation:conversation_id"
    conversation_id: int
    account_ids: tuple[int, ...]
    left: bool = False


@dataclass(frozen=True, slots=True)
class MemberBlocked:
    """Somebody does not want letters from somebody (or does again)."""

    type: ClassVar[str] = "letters.blocked"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    blocked_id: int
    lifted: bool = False


@dataclass(frozen=True, slots=True)
class LetterHidden:
    """The team took a letter down, or put it back."""

    type: ClassVar[str] = "letters.hidden"
    subject: ClassVar[str] = "conversation:conversation_id"
    conversation_id: int
    letter_id: int
    back: bool = False
