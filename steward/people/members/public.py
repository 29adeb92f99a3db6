"""The door of the members room."""

from steward.people.members.actions.touch_seen import touch_seen
from steward.people.members.actions.upsert_identities import upsert_identities
from steward.people.members.models import Identity, Member
from steward.people.members.queries.rows import erased_identities_since, identity_rows
from steward.people.members.records import AccountSeen, ErasedRow, IdentityRow

__all__ = [
    "AccountSeen",
    "ErasedRow",
    "Identity",
    "IdentityRow",
    "Member",
    "erased_identities_since",
    "identity_rows",
    "touch_seen",
    "upsert_identities",
]
