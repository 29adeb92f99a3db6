"""What oversight keeps of one member: only of team mates there is anything."""

from typing import Any

from steward.care.oversight.models import LoadNote, SecondLook
from steward.people.members.public import Member


def accounts_of(member_id: int) -> list[int]:
    """The accounts behind a member and everyone merged into it."""
    rows = Member.objects.filter(pk=member_id) | Member.objects.filter(merged_into=member_id)
    return [account for account in rows.values_list("account_id", flat=True) if account]


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
