"""Where an old address leads now."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from steward.square.moving.models import OldAddress
from steward.square.moving.rules.addresses import known_as


def new_place(host: str, path: str) -> str:
    """The page an old address leads to, "" when nobody knows it: one query.

    The host must be this site's own, or one that the move was told of (the old name still points here). The answer
    names no title: whether it may be read is decided where it leads.
    """
    kept = known_as(path)
    if not kept:
        return ""
    host = host.partition(":")[0].lower()
    for row in OldAddress.objects.filter(path=kept).select_related("move").order_by("-move", "pk"):
        if host == _own_host() or host in row.move.plan.get("hosts", ()):
            name, number = ("forum-post", row.post_id) if row.post_id else ("forum-topic-short", row.topic_id)
            return reverse(name, args=[number])
    return ""


def _own_host() -> str:
    return (urlsplit(settings.BASE_URL).hostname or "").lower()
