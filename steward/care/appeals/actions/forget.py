"""Forgetting what a member wrote in appeals, or only who wrote it. Outcomes stay: they are the team's record."""

from django.db import transaction

from steward.care.appeals.models import Appeal, AppealWord
from steward.people.members.public import accounts_of


@transaction.atomic
def erase_appeals(member_id: int) -> int:
    """Remove the member's words from their appeals and from every exchange; the number of rows."""
    accounts = accounts_of(member_id)
    gone = AppealWord.objects.filter(author__in=accounts).update(words="", author=None)
    AppealWord.objects.filter(appeal__account__in=accounts).update(words="")
    return gone + Appeal.objects.filter(account__in=accounts).update(words="", answer="", account=None)


@transaction.atomic
def detach_appeals(member_id: int) -> int:
    """Leave the words, forget whose they were; the number of rows."""
    accounts = accounts_of(member_id)
    gone = AppealWord.objects.filter(author__in=accounts).update(author=None)
    return gone + Appeal.objects.filter(account__in=accounts).update(account=None)
