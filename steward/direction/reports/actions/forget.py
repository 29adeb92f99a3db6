"""Forgetting a member: no report goes to them, and nothing says any more which words were theirs."""

from django.db import transaction

from steward.direction.reports.models import Report, ReportPassage, ReportPlan
from steward.people.members.public import accounts_of


@transaction.atomic
def erase_reports(member_id: int) -> int:
    """Take the member off plans and off what they wrote and sent; the words stay the team's. The number of rows."""
    accounts = set(accounts_of(member_id))
    gone, _by_model = ReportPlan.accounts.through.objects.filter(account_id__in=accounts).delete()
    gone += Report.objects.filter(by__in=accounts).update(by=None)
    gone += Report.objects.filter(sent_by__in=accounts).update(sent_by=None)
    for row in ReportPassage.objects.exclude(edited={}).select_for_update():
        theirs = [words for words in row.edited.values() if words.get("by") in accounts]
        for words in theirs:
            words["by"] = None
        if theirs:
            row.save(update_fields=["edited"])
            gone += len(theirs)
    return gone
