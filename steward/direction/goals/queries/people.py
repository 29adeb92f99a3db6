"""Team mates by name."""

from collections.abc import Iterable

from steward.people.access.public import TEAM_DOOR, accounts_with
from steward.people.accounts.public import Account


def names(account_ids: Iterable[int | None]) -> dict[int, str]:
    """What these accounts are called; one query."""
    wanted = {one for one in account_ids if one}
    return {row.pk: row.display_name for row in Account.objects.filter(pk__in=wanted)}


def team() -> list[tuple[int, str]]:
    """(id, name) of everybody in the team, by name; two queries."""
    rows = names(accounts_with(TEAM_DOOR))
    return sorted(rows.items(), key=lambda row: row[1].casefold())
