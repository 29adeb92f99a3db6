"""The accounts room."""

from steward.foundation.kernel.rooms import Room


class AccountsRoom(Room):
    """Accounts."""

    name = "steward.people.accounts"
    label = "accounts"
