"""Level, groups and identities of an account, in one query: every page of who is signed in begins with it."""

from typing import Any

from django.db.models import QuerySet, Value

from steward.foundation.kernel.statements import AboutAccount
from steward.people.groups.public import GroupMember
from steward.people.members.public import Identity
from steward.square.forum.enums import TrustLevel
from steward.square.forum.models import Standing


def _written(account: int) -> QuerySet[Any, Any]:
    level = Standing.objects.filter(pk=account).values_list(Value("level"), "level")
    groups = GroupMember.objects.filter(account=account, standing="in").values_list(Value("group"), "group_id")
    identities = Identity.objects.filter(member__account=account).values_list(Value("identity"), "pk")
    return level.union(groups, identities, all=True)


_belonging = AboutAccount(_written)


def belonging(account_id: int) -> tuple[int, frozenset[int], frozenset[int]]:
    """The trust level, the ids of the groups and of the identities."""
    rows = _belonging(account_id)
    levels = [number for what, number in rows if what == "level"]
    return (
        levels[0] if levels else TrustLevel.NEW,
        frozenset(number for what, number in rows if what == "group"),
        frozenset(number for what, number in rows if what == "identity"),
    )
