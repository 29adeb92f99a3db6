"""Level, groups and identities of an account, in one query: every page of who is signed in begins with it."""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Value

from steward.people.groups.public import GroupMember
from steward.people.members.public import Identity
from steward.square.forum.enums import TrustLevel
from steward.square.forum.models import Standing

#: Stands for the account while the statement is written.
_ANYBODY = -7


@cache
def _statement(_vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement and its parameters, compiled once: writing it takes longer than running it."""
    level = Standing.objects.filter(pk=_ANYBODY).values_list(Value("level"), "level")
    groups = GroupMember.objects.filter(account=_ANYBODY, standing="in").values_list(Value("group"), "group_id")
    identities = Identity.objects.filter(member__account=_ANYBODY).values_list(Value("identity"), "pk")
    sql, params = level.union(groups, identities, all=True).query.sql_with_params()
    return sql, tuple(params)


def belonging(account_id: int) -> tuple[int, frozenset[int], frozenset[int]]:
    """The trust level, the ids of the groups and of the identities."""
    sql, params = _statement(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [account_id if value == _ANYBODY else value for value in params])
        rows = cursor.fetchall()
    levels = [number for what, number in rows if what == "level"]
    return (
        levels[0] if levels else TrustLevel.NEW,
        frozenset(number for what, number in rows if what == "group"),
        frozenset(number for what, number in rows if what == "identity"),
    )
