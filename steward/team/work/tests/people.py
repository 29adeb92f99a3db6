"""People of the tests."""

from steward.foundation.kernel import clock
from steward.people.access.models import Grant
from steward.people.access.public import Viewer, viewer_of
from steward.people.accounts.public import Account


def team_mate(name: str, role: str = "moderator") -> Viewer:
    """Somebody in the team."""
    account = Account.objects.create_user(f"{name.lower()}@example.org", name=name)
    Grant.objects.create(account=account, role=role, granted_at=clock.now())
    return viewer_of(account)
