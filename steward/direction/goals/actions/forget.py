"""Forgetting what a member wrote in goals. Goals and values stay: they are the team's."""

from django.db import transaction

from steward.direction.goals.models import CheckIn, Goal, KeyResult, RuleVersion, Serving
from steward.people.members.public import accounts_of


@transaction.atomic
def erase_goals(member_id: int) -> int:
    """Remove the member's words from check-ins and their name from everything; the number of rows."""
    accounts = accounts_of(member_id)
    CheckIn.objects.filter(by__in=accounts).update(note="")
    return detach_goals(member_id)


@transaction.atomic
def detach_goals(member_id: int) -> int:
    """Leave the words, forget whose they were; the number of rows."""
    accounts = accounts_of(member_id)
    gone = CheckIn.objects.filter(by__in=accounts).update(by=None)
    gone += RuleVersion.objects.filter(by__in=accounts).update(by=None)
    gone += Serving.objects.filter(by__in=accounts).update(by=None)
    gone += Goal.objects.filter(made_by__in=accounts).update(made_by=None)
    gone += KeyResult.objects.filter(owner__in=accounts).update(owner=None)
    return gone + Goal.objects.filter(owner__in=accounts).update(owner=None)
