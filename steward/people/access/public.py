"""The door of access."""

from steward.people.access.actions.grant import grant_role, revoke_role
from steward.people.access.actions.issue_token import hash_of, issue_token, revoke_token
from steward.people.access.enums import TEAM, Permission, Role
from steward.people.access.queries import accounts_with, is_last_owner, viewer_in, viewer_of, viewer_of_token
from steward.people.access.rules import NOBODY, OWN_SCOPE, SYSTEM, TEAM_DOOR, Viewer, allowed, catalogue, within_scope

__all__ = [
    "NOBODY",
    "OWN_SCOPE",
    "SYSTEM",
    "TEAM",
    "TEAM_DOOR",
    "Permission",
    "Role",
    "Viewer",
    "accounts_with",
    "allowed",
    "catalogue",
    "grant_role",
    "hash_of",
    "is_last_owner",
    "issue_token",
    "revoke_role",
    "revoke_token",
    "viewer_in",
    "viewer_of",
    "viewer_of_token",
    "within_scope",
]
