"""What is kept about one member in judgements."""

from typing import Any

from django.db.models import QuerySet

from steward.care.conduct.models import Alternate, Judgement


def personal_judgements(member_id: int) -> list[dict[str, Any]]:
    """Judgements about the member's words with their sanctions, JSON-ready, the oldest first."""
    rows = Judgement.objects.filter(author__member=member_id).select_related("sanction").order_by("at")
    return [_told(row) for row in rows]


def _told(row: Judgement) -> dict[str, Any]:
    sanction = getattr(row, "sanction", None)
    return {
        "at": row.at.isoformat(), "level": row.level, "clause": row.clause, "clause_version": row.clause_version,
        "facts": row.facts, "machine": row.machine, "earlier": row.earlier,
        "overturned_at": row.overturned_at.isoformat() if row.overturned_at else None,
        "overturned_why": row.overturned_why,
        "sanction": {
            "level": sanction.level, "scope": sanction.scope, "imposed_at": sanction.imposed_at.isoformat(),
            "ends_at": sanction.ends_at.isoformat() if sanction.ends_at else None,
            "ended_at": sanction.ended_at.isoformat() if sanction.ended_at else None,
        } if sanction else None,
    }  # fmt: skip


def links_of(member_id: int) -> QuerySet[Alternate]:
    """The links of the member's account with others."""
    return Alternate.objects.filter(account__member=member_id) | Alternate.objects.filter(other__member=member_id)
