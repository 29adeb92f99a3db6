"""Forgetting what a team mate wrote here. How cases were judged stays, without whose it was."""

from django.db import transaction

from steward.care.oversight.models import LoadNote, SecondLook
from steward.people.members.public import accounts_of


@transaction.atomic
def erase_oversight(member_id: int) -> int:
    """Remove the member's notes and who gave second looks; the number of rows."""
    accounts = accounts_of(member_id)
    looks = SecondLook.objects.filter(reviewer__in=accounts).update(reviewer=None, note="")
    return looks + LoadNote.objects.filter(account__in=accounts).delete()[0]
