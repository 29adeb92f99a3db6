"""Deleting an account with everything that hangs on it: addresses, second factors, sessions, roles, tokens."""

from steward.people.accounts.models import Account


def erase_account(member_id: int) -> int:
    """The account of a member, gone; part of erasing the member, in its transaction. Returns 0 or 1."""
    account = Account.objects.filter(member=member_id).first()
    if account is None:
        return 0
    account.delete()
    return 1
