"""What this room hands out about a member."""

from typing import Any

from steward.foundation.kernel.sealing import unseal
from steward.people.joining.models import Acceptance, Claim, Guardian, Invitation, NameUsed, Profile

_PROFILE = (
    "about", "avatar", "state", "joined_at", "answer", "decided_at", "reason", "invitation_id", "birth_year",
    "needs_guardian", "renamed_at", "leaving_at", "made_at",
)  # fmt: skip


def personal_data(member_id: int) -> dict[str, Any]:
    """Everything of this room about a member's account, JSON-ready but for datetimes."""
    profile = Profile.objects.filter(account__member=member_id).first()
    if profile is None:
        return {}
    own = profile.account_id
    guardians = Guardian.objects.filter(account=own).order_by("pk")
    return {
        "profile": {name: getattr(profile, name) for name in _PROFILE}
        | {"real_name": unseal(profile.real_name_sealed)},
        "earlier_names": list(NameUsed.objects.filter(account=own).order_by("pk").values("name", "until")),
        "accepted_texts": list(Acceptance.objects.filter(account=own).order_by("pk").values("key", "version", "at")),
        "guardians": [
            {
                "email": unseal(row.email_sealed),
                "state": row.state,
                "asked_at": row.asked_at,
                "answered_at": row.answered_at,
            }
            for row in guardians
        ],
        "claims": list(
            Claim.objects.filter(account=own)
            .order_by("pk")
            .values("state", "identity_id", "reason", "made_at", "answer")
        ),
        "invitations": list(
            Invitation.objects.filter(made_by=own)
            .order_by("pk")
            .values("made_at", "expires_at", "limit", "used", "note")
        ),
    }
