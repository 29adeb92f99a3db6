"""Who caused a notification, in words and faces."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.foundation.kernel.registry import items
from steward.people.accounts.public import Account
from steward.people.notify.records import Person


def people(accounts: Iterable[int]) -> Mapping[int, Person]:
    """Names and faces of accounts, in a query or two; never an e-mail address."""
    ids = frozenset(accounts)
    known: dict[int, Person] = {}
    for faces in items("notification-faces") if ids else ():
        known |= faces(ids)
    if unknown := ids - known.keys():
        rows = Account.objects.filter(pk__in=unknown).values_list("pk", "name")
        known |= {pk: Person(name) for pk, name in rows if name}
    return known


def who(accounts: Collection[int], known: Mapping[int, Person]) -> str:
    """Names as one says them: 张三 · 张三 and 李四 · 张三 and 2 others; "" for nobody."""
    names = [known[pk].name for pk in accounts if pk in known]
    if not accounts:
        return ""
    if not names:
        return _("A member")
    if len(accounts) == 1:
        return names[0]
    if len(accounts) == 2 and len(names) == 2:
        return _("%(one)s and %(other)s") % {"one": names[0], "other": names[1]}
    rest = len(accounts) - 1
    return ngettext("%(name)s and %(n)s other", "%(name)s and %(n)s others", rest) % {"name": names[0], "n": rest}


def worded(
    params: Mapping[str, Any], accounts: Collection[int], times: int, known: Mapping[int, Person]
) -> dict[str, Any]:
    """The parameters as `describe` gets them: with who, how many people, how many times."""
    return {**params, "who": who(accounts, known), "people": len(accounts), "times": times}
