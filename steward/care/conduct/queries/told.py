"""What other systems are told of a judgement: no words, no person."""

from typing import Any

from steward.care.conduct.models import Judgement


def judgement_told(fact: dict[str, Any]) -> dict[str, Any] | None:
    """The judgement in numbers and keys; None when it is not there any more."""
    row = Judgement.objects.select_related("case").filter(pk=fact["judgement_id"]).first()
    if row is None:
        return None
    return {
        "judgement": {
            "id": row.pk,
            "case_id": row.case_id,
            "at": row.at.isoformat(),
            "level": row.level,
            "clause": row.clause,
            "clause_version": row.clause_version,
            "code": row.code,
            "source": row.source,
            "place": row.case.place,
            "overturned_at": row.overturned_at.isoformat() if row.overturned_at else None,
            "by_appeal": row.by_appeal,
        }
    }
