"""Facts about accounts."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class AccountCreated:
    """Somebody can sign in now."""

    type: ClassVar[str] = "accounts.created"
    subject: ClassVar[str] = "account:account_id"
    account_id: int


@dataclass(frozen=True, slots=True)
class SignedInByLink:
    """A one-time link was used."""

    type: ClassVar[str] = "accounts.signed_in_by_link"
    subject: ClassVar[str] = "account:account_id"
    account_id: int


@dataclass(frozen=True, slots=True)
class AccountChanged:
    """Somebody changed the name, address or password of their account."""

    type: ClassVar[str] = "accounts.changed"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    fields: tuple[str, ...]
