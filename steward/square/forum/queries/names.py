"""Whom and what the names typed into the search box stand for."""

from django.db.models import Q

from steward.foundation.kernel.text import fold
from steward.people.members.public import Identity
from steward.square.forum.models import Category, Tag

ME = frozenset({"me", "我", "自己"})
_MOST = 200


def category_ids(name: str, among: list[Category]) -> frozenset[int]:
    """The categories of that name or key with those below them; else the one whose name begins so."""
    wanted = fold(name)
    found = {row.pk for row in among if wanted in (fold(row.name), fold(row.key))}
    if not found:
        near = [row.pk for row in among if fold(row.name).startswith(wanted)]
        found = set(near) if len(near) == 1 else set()
    return frozenset(found | {row.pk for row in among if row.parent_id in found})


def author_ids(name: str) -> frozenset[int]:
    """The identities of who is called so: by nickname here, by the identity's own name where nobody signs in with it.

    What the team calls people is no name to be found by.
    """
    name = name.removeprefix("@")
    for how in ("iexact", "istartswith"):
        nickname = Q(**{f"member__account__name__{how}": name})
        own = Q(member__account=None) & (Q(**{f"name__{how}": name}) | Q(**{f"handle__{how}": name}))
        if found := Identity.objects.filter(nickname | own).order_by("pk").values_list("pk", flat=True)[:_MOST]:
            return frozenset(found)
    return frozenset()


def tag_id(name: str) -> int | None:
    """The tag of that name."""
    return Tag.objects.filter(key=fold(name)).values_list("pk", flat=True).first()
