"""Forgetting what a member wrote in private, or only who wrote it."""

from django.db.models import Q

from steward.foundation.kernel import clock
from steward.foundation.media.public import release
from steward.people.members.public import accounts_of
from steward.square.letters.models import Block, Letter, Participant


def erase_letters(member_id: int) -> int:
    """Remove the words of every letter the member wrote, and their place in conversations; the number of rows."""
    accounts = accounts_of(member_id)
    written = list(Letter.objects.filter(account__in=accounts).values_list("pk", flat=True))
    for pk in written:
        release(by=f"letter:{pk}")
    gone = Letter.objects.filter(account__in=accounts).update(
        source="", cooked="", withdrawn_at=clock.now(), author=None, account=None, once=None
    )
    return gone + _forget_places(accounts)


def detach_letters(member_id: int) -> int:
    """Leave the words, forget whose they were; the number of rows."""
    accounts = accounts_of(member_id)
    gone = Letter.objects.filter(account__in=accounts).update(author=None, account=None, once=None)
    return gone + _forget_places(accounts)


def _forget_places(accounts: list[int]) -> int:
    gone = Participant.objects.filter(account__in=accounts).delete()[0]
    return gone + Block.objects.filter(Q(account__in=accounts) | Q(blocked__in=accounts)).delete()[0]
