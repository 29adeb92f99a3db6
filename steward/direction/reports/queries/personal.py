"""What reports keep of one member."""

from typing import Any

from steward.direction.reports.models import Report, ReportPassage, ReportPlan
from steward.people.members.public import accounts_of


def personal_reports(member_id: int) -> dict[str, Any]:
    """The plans that send to the member, the reports they wrote or sent, the passages in their words."""
    accounts = set(accounts_of(member_id))
    rows = ReportPassage.objects.exclude(edited={}).values_list("report_id", "key", "edited")
    return {
        "plans": list(
            ReportPlan.objects.filter(accounts__in=accounts).order_by("pk").values_list("pk", flat=True).distinct()
        ),
        "written": list(Report.objects.filter(by__in=accounts).order_by("pk").values_list("pk", flat=True)),
        "sent": list(Report.objects.filter(sent_by__in=accounts).order_by("pk").values_list("pk", flat=True)),
        "words": [
            {"report": report, "passage": key, "language": language, "text": words["text"], "at": words["at"]}
            for report, key, edited in rows
            for language, words in edited.items()
            if words.get("by") in accounts
        ],
    }
