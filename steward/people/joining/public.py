"""The door of the joining room."""

from steward.people.joining.actions.accept_texts import accept_texts
from steward.people.joining.actions.arrive import ensure_identity
from steward.people.joining.events import (
    IdentityClaimed,
    IdentityUnclaimed,
    MemberJoined,
    MemberLeft,
    ProfileChanged,
    SignUpDecided,
    TextsAccepted,
)
from steward.people.joining.models import Acceptance, Profile
from steward.people.joining.queries.entry import may_write
from steward.people.joining.queries.faces import account_faces, faces, identities_of, profile_of
from steward.people.joining.records import Face

__all__ = [
    "Acceptance",
    "Face",
    "IdentityClaimed",
    "IdentityUnclaimed",
    "MemberJoined",
    "MemberLeft",
    "Profile",
    "ProfileChanged",
    "SignUpDecided",
    "TextsAccepted",
    "accept_texts",
    "account_faces",
    "ensure_identity",
    "faces",
    "identities_of",
    "may_write",
    "profile_of",
]
