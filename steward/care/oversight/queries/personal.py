"""What oversight keeps of one member: only of team mates there is anything."""

from typing import Any

from steward.care.oversight.models import LoadNote, SecondLook
from steward.people.members.public import accounts_of


def personal_oversight(member_id: int) -> dict[str, list[dict[str, Any]]]:
    """The member's second looks and notes on their load, for their export."""
    accounts = accounts_of(member_id)
    return {
        "looks": [
            {"judgement": row.judgement_id, "level": row.level, "clause": row.clause, "note": row.note,
             "at": row.at.isoformat()}
            for row in SecondLook.objects.filter(reviewer__in=accounts).order_by("at")
        ],
        "notes": [
            {"month": row.month, "words": row.words}
            for row in LoadNote.objects.filter(account__in=accounts).order_by("month")
        ],
    }  # fmt: skip
