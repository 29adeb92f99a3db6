"""What the groups room announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class GroupMade:
    """There is a new group."""

    type: ClassVar[str] = "groups.made"
    subject: ClassVar[str] = "group:group_id"
    group_id: int


@dataclass(frozen=True, slots=True)
class GroupChanged:
    """Name, description or kind of a group changed, or who leads it."""

    type: ClassVar[str] = "groups.changed"
    subject: ClassVar[str] = "group:group_id"
    group_id: int


@dataclass(frozen=True, slots=True)
class GroupDropped:
    """A group is no more."""

    type: ClassVar[str] = "groups.dropped"
    subject: ClassVar[str] = "group:group_id"
    group_id: int


@dataclass(frozen=True, slots=True)
class GroupJoined:
    """Somebody belongs to a group now."""

    type: ClassVar[str] = "groups.joined"
    subject: ClassVar[str] = "group:group_id"
    group_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class GroupLeft:
    """Somebody no longer belongs to a group."""

    type: ClassVar[str] = "groups.left"
    subject: ClassVar[str] = "group:group_id"
    group_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class GroupAsked:
    """Somebody asked to belong to a group."""

    type: ClassVar[str] = "groups.asked"
    subject: ClassVar[str] = "group:group_id"
    group_id: int
    account_id: int
