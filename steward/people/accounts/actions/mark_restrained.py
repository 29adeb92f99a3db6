"""Note on the account itself that something may hold it back."""

from steward.people.accounts.models import Account


def mark_restrained(*, account_id: int, restrained: bool, away: bool) -> None:
    """What holds it back, and the fact about it, belong to people.restraints, which calls this."""
    Account.objects.filter(pk=account_id).update(restrained=restrained, away=away)
