"""How allauth makes accounts here."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The defaults; sign-up of strangers is a setting of the community, closed until it has a portal."""

    def is_open_for_signup(self, _request: object) -> bool:
        """Nobody signs up by themselves yet: the team invites."""
        return False
