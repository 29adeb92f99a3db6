"""What the notify room announces. Notifications themselves are no facts: the fact is what they tell of."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PreferencesChanged:
    """Somebody chose what to be told, and how."""

    type: ClassVar[str] = "notify.preferences_changed"
    subject: ClassVar[str] = "account:account_id"
    account_id: int


@dataclass(frozen=True, slots=True)
class Unsubscribed:
    """Somebody stopped mail by the link in one: of a kind, or of a rhythm of digests ("digest:daily")."""

    type: ClassVar[str] = "notify.unsubscribed"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    topic: str


@dataclass(frozen=True, slots=True)
class AddressRefused:
    """A mail server refused the address of an account for good: no mail goes there until the owner says so."""

    type: ClassVar[str] = "notify.address_refused"
    subject: ClassVar[str] = "account:account_id"
    account_id: int


@dataclass(frozen=True, slots=True)
class ReplyTaken:
    """An answer by mail was posted."""

    type: ClassVar[str] = "notify.reply_taken"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    handler: str
    url: str
