"""Facts about rights."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class RoleGranted:
    """An account was given a role."""

    type: ClassVar[str] = "access.role_granted"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    role: str


@dataclass(frozen=True, slots=True)
class RoleRevoked:
    """A role was taken from an account."""

    type: ClassVar[str] = "access.role_revoked"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    role: str


@dataclass(frozen=True, slots=True)
class TokenCreated:
    """An API token was made."""

    type: ClassVar[str] = "access.token_created"
    subject: ClassVar[str] = "token:token_id"
    token_id: int
    account_id: int
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TokenRevoked:
    """An API token was revoked."""

    type: ClassVar[str] = "access.token_revoked"
    subject: ClassVar[str] = "token:token_id"
    token_id: int
