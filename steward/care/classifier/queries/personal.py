"""What is kept about one member."""

from typing import Any

from steward.care.classifier.models import Example


def personal_examples(member_id: int) -> list[dict[str, Any]]:
    """The member's texts the classifier learns from, with how they were decided."""
    rows = Example.objects.filter(author__member=member_id).order_by("pk").values("text", "label", "at")
    return [{**row, "at": row["at"].isoformat()} for row in rows]
