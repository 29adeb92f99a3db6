"""What the joining room announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """Somebody is a member now: approved where the team approves, with a proven address where one is needed."""

    type: ClassVar[str] = "joining.member_joined"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    identity_id: int


@dataclass(frozen=True, slots=True)
class SignUpWaiting:
    """Somebody waits for the team's word."""

    type: ClassVar[str] = "joining.sign_up_waiting"
    subject: ClassVar[str] = "account:account_id"
    account_id: int


@dataclass(frozen=True, slots=True)
class SignUpDecided:
    """The team approved or refused a newcomer."""

    type: ClassVar[str] = "joining.sign_up_decided"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    approved: bool


@dataclass(frozen=True, slots=True)
class ProfileChanged:
    """What a member shows of themselves changed: nickname, words, picture."""

    type: ClassVar[str] = "joining.profile_changed"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InvitationMade:
    """There is a new invitation link."""

    type: ClassVar[str] = "joining.invitation_made"
    subject: ClassVar[str] = "invitation:invitation_id"
    invitation_id: int


@dataclass(frozen=True, slots=True)
class InvitationRevoked:
    """An invitation link no longer works."""

    type: ClassVar[str] = "joining.invitation_revoked"
    subject: ClassVar[str] = "invitation:invitation_id"
    invitation_id: int


@dataclass(frozen=True, slots=True)
class GuardianAsked:
    """A guardian has to be written to."""

    type: ClassVar[str] = "joining.guardian_asked"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    guardian_id: int


@dataclass(frozen=True, slots=True)
class GuardianAnswered:
    """A guardian consented, refused, or took consent back."""

    type: ClassVar[str] = "joining.guardian_answered"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    state: str


@dataclass(frozen=True, slots=True)
class TextsAccepted:
    """A member accepted versions of the community's texts."""

    type: ClassVar[str] = "joining.texts_accepted"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    versions: dict[str, int]


@dataclass(frozen=True, slots=True)
class ClaimMade:
    """Somebody says an imported identity is theirs and waits for the team, or for a letter."""

    type: ClassVar[str] = "joining.claim_made"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    claim_id: int
    for_team: bool


@dataclass(frozen=True, slots=True)
class ClaimDecided:
    """The team said yes or no to a claim."""

    type: ClassVar[str] = "joining.claim_decided"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    claim_id: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class IdentityClaimed:
    """Imported identities belong to an account's member from now on."""

    type: ClassVar[str] = "joining.identity_claimed"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    member_id: int
    identity_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IdentityUnclaimed:
    """A claim was taken back: these identities no longer belong to the account's member."""

    type: ClassVar[str] = "joining.identity_unclaimed"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    identity_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LeavingAsked:
    """A member asked to have the account deleted."""

    type: ClassVar[str] = "joining.leaving_asked"
    subject: ClassVar[str] = "account:account_id"
    account_id: int


@dataclass(frozen=True, slots=True)
class LeavingCancelled:
    """A member stays after all."""

    type: ClassVar[str] = "joining.leaving_cancelled"
    subject: ClassVar[str] = "account:account_id"
    account_id: int


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """An account is gone for good. Only its number is left."""

    type: ClassVar[str] = "joining.member_left"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    member_id: int
    kept_words: bool
