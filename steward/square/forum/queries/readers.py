"""Many accounts at once: which of them a category admits, who moderates it, who is told of a post."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q

from steward.people.access.public import Role
from steward.people.accounts.public import Account
from steward.people.groups.enums import Standing as InGroup
from steward.people.groups.public import GroupMember
from steward.square.forum.enums import TrustLevel, Verb
from steward.square.forum.models import Category, Standing
from steward.square.forum.rules.rights import EVERYONE, MEMBERS


def readers(category: Category, accounts: Collection[int]) -> set[int]:
    """Those of the accounts to whom the category is shown. At most five queries, whatever their number."""
    return admitted(category.rights, Verb.SEE, accounts)


def moderators(category: Category) -> set[int]:
    """Everybody who moderates the category, owners and leads of the team too."""
    return admitted(category.rights, Verb.MODERATE, None)


def admitted(rights: Mapping[str, Iterable[str]], verb: str, accounts: Collection[int] | None) -> set[int]:
    """The active accounts (of these, or None: of all) that the rights let do the verb: rules.rights in bulk."""
    audiences = {*rights.get(verb, ()), *rights.get(Verb.MODERATE, ())}
    active = Account.objects.filter(is_active=True)
    if accounts is not None:
        active = active.filter(pk__in=accounts)
    if audiences & {EVERYONE, MEMBERS}:
        return set(active.values_list("pk", flat=True))
    return set(active.filter(_belongs(audiences)).values_list("pk", flat=True))


def _belongs(audiences: Collection[str]) -> Q:
    """Owners and leads belong to every role's audience; "trust:0" is everybody who has an account."""
    named: dict[str, set[str]] = {"trust": set(), "group": set(), "role": set()}
    for audience in audiences:
        kind, _colon, value = audience.partition(":")
        named.get(kind, set()).add(value)
    levels = [int(level) for level in named["trust"] if level.isdigit()]
    if TrustLevel.NEW in levels:
        return Q()
    some = Q(pk__in=[])
    if named["role"]:
        some |= Q(grants__role__in=named["role"] | {Role.OWNER, Role.LEAD})
    if levels:
        some |= Q(pk__in=Standing.objects.filter(level__gte=min(levels)).values("pk"))
    if groups := [int(group) for group in named["group"] if group.isdigit()]:
        some |= Q(pk__in=GroupMember.objects.filter(group__in=groups, standing=InGroup.IN).values("account"))
    return some
