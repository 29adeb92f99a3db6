"""What cooking asks the database: whom a name means, how large a picture is, what a linked page says."""

import re
from collections.abc import Collection, Iterable
from html import unescape

from django.db.models import Q
from django.db.models.functions import Lower

from steward.foundation.kernel.text import fold
from steward.foundation.media.public import address, uploads
from steward.people.accounts.public import Account
from steward.square.forum.cooking.records import Person, Picture, Preview
from steward.square.forum.models import LinkPreview, Post

_LINKED = re.compile(r'<a class="mention" href="/people/(\d{1,15})/"[^<>]*>@([^<]*)</a>')
#: Pixels a picture in a post is wide at most (the variant "medium").
SHOWN = 800


def people(names: Collection[str], topic_id: int | None, before: str = "") -> dict[str, Person]:
    """Whom the folded names mean: active accounts; of several, who writes in the topic, then the older account.

    A name nobody has any more means whom it was linked to `before`.
    """
    if not names:
        return {}
    return _former(before, names) | _called(names, topic_id)


def _former(cooked: str, names: Collection[str]) -> dict[str, Person]:
    linked = {int(member): unescape(name) for member, name in _LINKED.findall(cooked) if fold(unescape(name)) in names}
    if not linked:
        return {}
    rows = Account.objects.filter(member__id__in=linked, is_active=True).values_list("pk", "member__id")
    return {fold(linked[member_id]): Person(pk, member_id, linked[member_id]) for pk, member_id in rows}


def _called(names: Collection[str], topic_id: int | None) -> dict[str, Person]:
    rows = (
        Account.objects.annotate(low=Lower("name"))
        .filter(Q(low__in=names) | Q(profile__name_key__in=names), is_active=True)
        .values_list("pk", "member__id", "name")
        .order_by("pk")[:500]
    )
    found: dict[str, list[Person]] = {}
    for account_id, member_id, name in rows:
        if name:
            found.setdefault(fold(name), []).append(Person(account_id, member_id, name))
    here = _writers(topic_id) if topic_id and any(len(same) > 1 for same in found.values()) else frozenset()
    return {name: min(same, key=lambda person: person.account_id not in here) for name, same in found.items()}


def _writers(topic_id: int) -> frozenset[int | None]:
    writers = Post.objects.filter(topic_id=topic_id).values_list("author__member__account_id", flat=True)
    return frozenset(writers.distinct())


def pictures(keys: Iterable[str]) -> dict[str, Picture]:
    """Sizes and addresses of our own pictures; unknown keys are left out."""
    found = uploads(keys) if keys else {}
    shown = {}
    for key, upload in found.items():
        width = min(upload.width, SHOWN)
        height = max(1, round(upload.height * width / max(upload.width, 1)))
        shown[key] = Picture(address(upload, "medium"), address(upload), width, height)
    return shown


def previews(addresses: Collection[str]) -> dict[str, Preview]:
    """What is known of linked pages by now."""
    if not addresses:
        return {}
    rows = LinkPreview.objects.filter(url__in=addresses, fetched_at__isnull=False, failed=False).exclude(title="")
    return {
        row.url: Preview(row.title, row.description, row.site, address(row.picture, "small") if row.picture else "")
        for row in rows
    }
