"""Members for the tests of this room."""

from steward.people.access.public import Viewer, viewer_of
from steward.people.accounts.public import Account
from steward.square.forum.models import Standing


def member(name: str, level: int = 1) -> Viewer:
    """A member whom the community knows enough to let write letters."""
    account = Account.objects.create_user(f"{name.encode().hex()}@example.org", name=name)
    Standing.objects.create(account=account, level=level)
    return viewer_of(account)
