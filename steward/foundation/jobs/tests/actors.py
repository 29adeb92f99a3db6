"""Actors of this room's tests."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Somebody:
    account_id: int | None = None
    rights: frozenset[str] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        return f"account:{self.account_id}"

    def can(self, permission: str) -> bool:
        return permission in self.rights
