"""The door of accounts."""

from steward.people.accounts.actions.create_account import change_account, create_account
from steward.people.accounts.actions.sign_in_by_link import make_sign_in_link, use_sign_in_link
from steward.people.accounts.models import Account

__all__ = ["Account", "change_account", "create_account", "make_sign_in_link", "use_sign_in_link"]
