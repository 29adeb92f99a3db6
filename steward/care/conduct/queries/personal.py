"""What is kept about one member in the queue."""

from typing import Any

from steward.care.conduct.models import Case, Signal


def personal_cases(member_id: int) -> dict[str, Any]:
    """The member's own reports, and cases about their words (not who reported them)."""
    reports = Signal.objects.filter(reporter__member=member_id).select_related("case").order_by("at")
    cases = Case.objects.filter(author__member=member_id).order_by("opened_at")
    return {
        "reports": [
            {"at": row.at.isoformat(), "about": row.case.title, "reason": row.code, "note": row.note,
             "outcome": row.outcome}
            for row in reports
        ],
        "cases": [
            {"opened_at": row.opened_at.isoformat(), "kind": row.kind, "title": row.title, "text": row.text,
             "decided_at": row.decided_at.isoformat() if row.decided_at else None}
            for row in cases
        ],
    }  # fmt: skip
