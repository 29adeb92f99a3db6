"""In which language somebody is written to."""

from steward.people.accounts.public import Account
from steward.people.community.public import community


def language_for(account: Account) -> str:
    """Their own choice, else the community's."""
    here = community()
    return account.language if account.language in here.languages else here.languages[0]
