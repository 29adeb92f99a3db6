"""Who reviews cases."""

from steward.care.conduct.rules.conflict import REVIEW
from steward.people.access.public import Viewer, accounts_with, viewer_of
from steward.people.accounts.public import Account


def reviewers(besides: frozenset[int] = frozenset()) -> list[tuple[int, str]]:
    """Team mates who may review, by name: (account, what to call them); two queries."""
    rows = Account.objects.filter(pk__in=set(accounts_with(REVIEW)) - besides).order_by("name", "pk")
    return [(account.pk, account.display_name) for account in rows]


def reviewer(account_id: int) -> Viewer | None:
    """The team mate of that number, None when they may not review."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    viewer = viewer_of(account)
    return viewer if viewer.account is not None and viewer.can(REVIEW) else None
