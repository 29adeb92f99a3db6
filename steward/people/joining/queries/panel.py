"""What a member's page in the console says about how they came."""

from typing import Any

from steward.people.access.public import Viewer
from steward.people.joining.models import Claim, Guardian, NameUsed, Profile
from steward.people.members.public import Member


def panel_of(viewer: Viewer, member: Member) -> dict[str, Any]:
    """The context of the panel: profile (None for who has no account), earlier names, guardian, claims, rights."""
    profile = (
        Profile.objects.select_related("account", "invitation__made_by", "decided_by")
        .filter(account=member.account_id)
        .first()
        if member.account_id
        else None
    )
    if profile is None:
        return {"profile": None}
    return {
        "profile": profile,
        "names": list(NameUsed.objects.filter(account=profile.account_id).order_by("-pk")[:10]),
        "guardian": Guardian.objects.filter(account=profile.account_id).order_by("-pk").first(),
        "claims": list(Claim.objects.filter(account=profile.account_id).exclude(state="sent").order_by("-pk")[:10]),
        "may_look": viewer.can("joining.backstage"),
    }
