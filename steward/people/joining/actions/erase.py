"""This room's part in erasing a member; profiles and consents go with the account itself."""

from steward.foundation.media.public import release, remove_pictures
from steward.people.joining.models import Invitation, Profile


def erase_own(member_id: int) -> int:
    """Remove the member's pictures and close their invitations; returns the number of things removed."""
    profile = Profile.objects.filter(account__member=member_id).first()
    if profile is None:
        return 0
    return remove_pictures(account_id=profile.account_id) + detach_own(member_id)


def detach_own(member_id: int) -> int:
    """Close the member's invitations, let go of the avatar; pictures in words that stay belong to the words."""
    profile = Profile.objects.filter(account__member=member_id).first()
    if profile is None:
        return 0
    release(by=f"profile:{profile.pk}")
    return 1 + Invitation.objects.filter(made_by=profile.account_id).delete()[0]
