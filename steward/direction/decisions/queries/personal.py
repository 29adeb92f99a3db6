"""What decisions keep of a member."""

from typing import Any

from django.db.models import Q

from steward.direction.decisions.models import Exposed, Resolution
from steward.people.members.public import accounts_of


def personal_decisions(member_id: int) -> list[dict[str, Any]]:
    """The decisions somebody made or owns, and those that named them among the members touched, for their export."""
    accounts = accounts_of(member_id)
    own = Resolution.objects.filter(Q(made_by__in=accounts) | Q(owner__in=accounts)).order_by("pk")
    exposures = Exposed.objects.filter(identity__member=member_id).order_by("resolution")
    touched = exposures.values_list("resolution", flat=True)
    found: list[dict[str, Any]] = [
        {
            "decision": row.pk, "at": row.made_at.isoformat(), "statement": row.statement, "reason": row.reason,
            "made": row.made_by_id in accounts, "owner": row.owner_id in accounts,
        }
        for row in own
    ]  # fmt: skip
    return found + [{"decision": pk, "touched": True} for pk in dict.fromkeys(touched)]
