"""What the members room announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class IdentitiesAdded:
    """An import or a connector brought accounts Steward had not seen."""

    type: ClassVar[str] = "members.identities_added"
    subject: ClassVar[str] = "members"
    count: int


@dataclass(frozen=True, slots=True)
class MembersMerged:
    """Two members are one now. `automatic` tells a rule from a person."""

    type: ClassVar[str] = "members.merged"
    subject: ClassVar[str] = "member:member_id"
    member_id: int
    absorbed_id: int
    decision_id: int


@dataclass(frozen=True, slots=True)
class MergeUndone:
    """A merge was taken back."""

    type: ClassVar[str] = "members.merge_undone"
    subject: ClassVar[str] = "member:member_id"
    member_id: int
    restored_id: int
    decision_id: int


@dataclass(frozen=True, slots=True)
class MembersResolved:
    """A run of identity resolution ended: so many merges stand, so many proposals are new."""

    type: ClassVar[str] = "members.resolved"
    subject: ClassVar[str] = "members"
    examined: int
    merged: int
    proposed: int


@dataclass(frozen=True, slots=True)
class MemberEdited:
    """A team mate changed what is kept about a member."""

    type: ClassVar[str] = "members.edited"
    subject: ClassVar[str] = "member:member_id"
    member_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MembersTagged:
    """A tag was put on, or taken off, many members at once."""

    type: ClassVar[str] = "members.tagged"
    subject: ClassVar[str] = "members"
    member_ids: tuple[int, ...]
    tag: str
    added: bool


@dataclass(frozen=True, slots=True)
class ConsentSet:
    """A member gave or refused consent for a purpose."""

    type: ClassVar[str] = "members.consent_set"
    subject: ClassVar[str] = "member:member_id"
    member_id: int
    purpose: str
    given: bool


@dataclass(frozen=True, slots=True)
class MemberExported:
    """Everything about a member was handed out."""

    type: ClassVar[str] = "members.exported"
    subject: ClassVar[str] = "member:member_id"
    member_id: int


@dataclass(frozen=True, slots=True)
class MemberErased:
    """A member was erased everywhere. Only numbers remain; readers outside drop these identities."""

    type: ClassVar[str] = "members.erased"
    subject: ClassVar[str] = "member:member_id"
    member_id: int
    member_ids: tuple[int, ...]  # with every member merged into it
    identity_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SegmentSaved:
    """A selection of members was saved under a name."""

    type: ClassVar[str] = "members.segment_saved"
    subject: ClassVar[str] = "segment:segment_id"
    segment_id: int


@dataclass(frozen=True, slots=True)
class SegmentDeleted:
    """A saved selection was thrown away."""

    type: ClassVar[str] = "members.segment_deleted"
    subject: ClassVar[str] = "segment:segment_id"
    segment_id: int
