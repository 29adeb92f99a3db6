"""Who can be asked to do something."""

import re
from dataclasses import dataclass

from steward.foundation.kernel.text import fold
from steward.people.access.public import accounts_with, viewer_of
from steward.people.accounts.public import Account
from steward.square.forum.public import closed_places
from steward.team.work.enums import VIEW


@dataclass(frozen=True, slots=True)
class Mate:
    """A team mate. `called` are the folded words they answer to: name, pinyin, the beginning of their address."""

    account_id: int
    name: str
    called: tuple[str, ...]


def who_may_see(permission: str = "", place: str = "") -> list[Account]:
    """The accounts that see tasks, hold the permission too, and work in the place."""
    ids = set(accounts_with(VIEW)) & set(accounts_with(permission or VIEW))
    rows = Account.objects.filter(pk__in=ids)
    return [row for row in rows if not place or place not in closed_places(viewer_of(row))]


def mates(permission: str = "", place: str = "") -> list[Mate]:
    """The same as team mates, by name; three queries at most where there is no place."""
    rows = who_may_see(permission, place)
    return sorted((_mate(row) for row in rows), key=lambda mate: mate.name)


def found_mate(word: str, team: list[Mate]) -> Mate | None:
    """The one team mate a word names, whole or by its beginning; None for nobody, and where it could be two."""
    wanted = fold(word)
    whole = [mate for mate in team if wanted in mate.called]
    begun = [mate for mate in team if any(name.startswith(wanted) for name in mate.called)]
    for found in (whole, begun):
        if len(found) == 1:
            return found[0]
    return None


def mentioned(text: str, team: list[Mate]) -> list[int]:
    """The team mates named with an @ in a text, by account id."""
    words = fold(text)
    return sorted({mate.account_id for mate in team if any(_named(words, name) for name in mate.called)})


def _named(words: str, name: str) -> bool:
    """Whether "@name" stands there: not in an address, and not as the beginning of a longer Latin word."""
    return re.search(rf"(?<![a-z0-9.])@{re.escape(name)}(?![a-z0-9])", words) is not None


def _mate(row: Account) -> Mate:
    from pypinyin import lazy_pinyin

    name = row.display_name
    names = {fold(name), fold("".join(lazy_pinyin(name))), fold(row.email.partition("@")[0]), fold(name.split(" ")[0])}
    return Mate(row.pk, name, tuple(sorted(name for name in names if name)))
