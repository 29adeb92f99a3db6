"""The door of the members room."""

from steward.people.members.actions.erase_member import erase_member, erase_row
from steward.people.members.actions.export_member import export_member
from steward.people.members.actions.link_account import link_account
from steward.people.members.actions.merge_members import merge_members, undo_merge
from steward.people.members.actions.resolve import resolve_members, resolve_soon
from steward.people.members.actions.touch_seen import touch_seen
from steward.people.members.actions.upsert_identities import upsert_identities
from steward.people.members.events import MemberErased, MembersMerged, MembersResolved, MergeUndone
from steward.people.members.models import Identity, Member, Segment
from steward.people.members.queries.listing import each_segment, members_for, segment_members, segments
from steward.people.members.queries.personal import accounts_of
from steward.people.members.queries.rows import erased_identities_since, identity_rows
from steward.people.members.records import AccountSeen, ErasedRow, IdentityRow

__all__ = [
    "AccountSeen",
    "ErasedRow",
    "Identity",
    "IdentityRow",
    "Member",
    "MemberErased",
    "MembersMerged",
    "MembersResolved",
    "MergeUndone",
    "Segment",
    "accounts_of",
    "each_segment",
    "erase_member",
    "erase_row",
    "erased_identities_since",
    "export_member",
    "identity_rows",
    "link_account",
    "members_for",
    "merge_members",
    "resolve_members",
    "resolve_soon",
    "segment_members",
    "segments",
    "touch_seen",
    "undo_merge",
    "upsert_identities",
]
