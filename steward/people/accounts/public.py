"""The door of accounts."""

from steward.people.accounts.actions.create_account import (
    announce_account,
    change_account,
    create_account,
    rename_account,
)
from steward.people.accounts.actions.mark_restrained import mark_restrained
from steward.people.accounts.actions.sign_in_by_link import make_sign_in_link, use_sign_in_link
from steward.people.accounts.events import AccountChanged, AccountCreated
from steward.people.accounts.models import Account

__all__ = [
    "Account",
    "AccountChanged",
    "AccountCreated",
    "announce_account",
    "change_account",
    "create_account",
    "make_sign_in_link",
    "mark_restrained",
    "rename_account",
    "use_sign_in_link",
]
