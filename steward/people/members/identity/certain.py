"""Matches that need no weighing: an address or an account that only one person can have."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from steward.people.members.identity.normalise import Facts, address

#: Services whose account ids mean the same everywhere, whatever the export calls its realm.
GLOBAL_IDS = frozenset({"discord", "telegram", "github", "gitlab", "gitee", "qq", "wechat", "feishu", "dingtalk"})
_SHORTEST_ID = 5
#: An address under which so many different names appear is a list's or a function's, not a person's.
HUB = 4


class Certain(NamedTuple):
    """Two identities that are one person, and the rule that says so."""

    low: int
    high: int
    rule: str


def certain(facts: Sequence[Facts]) -> list[Certain]:
    """All certain pairs, as chains: of n identities with one address n − 1 pairs."""
    found: dict[tuple[int, int], str] = {}
    for rule, groups in (("verified_address", _addresses(facts)), ("same_account", _accounts(facts)),
                         ("private_address", _private(facts))):  # fmt: skip
        for group in groups:
            first, *others = sorted(group)
            for other in others:
                found.setdefault((first, other), rule)
    return [Certain(low, high, rule) for (low, high), rule in sorted(found.items())]


def _addresses(facts: Iterable[Facts]) -> Iterator[list[int]]:
    """The same address: verified by the service, or the address being the account itself. One verified at least."""
    groups: dict[str, list[Facts]] = defaultdict(list)
    for each in facts:
        is_account = each.realm == "email" and each.account_id == each.email
        if each.email and (each.email_verified or is_account) and address(each.email)[0] and not each.is_bot:
            groups[each.email].append(each)
    for group in groups.values():
        names = {each.name.casefold() for each in group if each.name}
        if len(group) > 1 and len(names) < HUB and any(each.email_verified for each in group):
            yield [each.id for each in group]


def _accounts(facts: Iterable[Facts]) -> Iterator[list[int]]:
    """The same account id at a service whose ids are the same everywhere."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for each in facts:
        if each.service in GLOBAL_IDS and len(each.account_id) >= _SHORTEST_ID:
            groups[each.service, each.account_id].append(each.id)
    yield from (group for group in groups.values() if len(group) > 1)


def _private(facts: Iterable[Facts]) -> Iterator[list[int]]:
    """GitHub's private commit address, `1234+handle@users.noreply.github.com`, and the account it belongs to."""
    accounts: dict[str, int] = {}
    for each in facts:
        if each.service == "github" and each.realm == "github.com":
            accounts |= {f"#{each.account_id}": each.id}
            accounts |= {each.handle.casefold(): each.id} if each.handle else {}
    for each in facts:
        local, _at, domain = each.email.rpartition("@")
        if domain == "users.noreply.github.com" and each.realm == "email":
            number, _plus, handle = local.rpartition("+")
            owner = (accounts.get(f"#{number}") if number else None) or accounts.get(handle)
            if owner is not None and owner != each.id:
                yield [owner, each.id]
