"""What this room hands out about a member."""

from typing import Any

from steward.stream.activity.models import Activity, Membership

_ACTIVITY = (
    "id", "source__key", "channel__name", "thread__title", "key", "kind", "form", "occurred_at", "title", "body", "url",
    "reactions", "views", "edits", "edited_at", "deleted_at",
)  # fmt: skip
_MEMBERSHIP = ("channel__source__key", "channel__name", "joined_at", "joined_by", "inviter", "left_at", "left_by")


def personal_activity(member_id: int) -> dict[str, Any]:
    """Everything the member did and every channel they are or were in, JSON-ready but for datetimes."""
    activities = Activity.objects.filter(identity__member=member_id).order_by("occurred_at", "pk")
    memberships = Membership.objects.filter(identity__member=member_id).order_by("pk")
    return {
        "activities": list(activities.values(*_ACTIVITY)),
        "memberships": list(memberships.values(*_MEMBERSHIP)),
    }
