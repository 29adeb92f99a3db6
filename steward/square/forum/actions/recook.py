"""Cook posts again: a preview has come, or the cook has learnt something."""

from collections.abc import Sequence

from django.db import transaction

from steward.square.forum.actions.stamp import stamp
from steward.square.forum.cooking import COOK_VERSION, cook
from steward.square.forum.models import Post


def recook(post_ids: Sequence[int]) -> int:
    """Make the HTML of these posts anew from their words; returns how many look different now.

    An edit in the meantime wins. What a post names, quotes and claims does not change by this.
    """
    changed: set[int] = set()
    for post in Post.objects.filter(pk__in=post_ids).order_by("pk"):
        made = cook(post.source, base=post.topic_id, before=post.cooked)
        with transaction.atomic():
            same = Post.objects.filter(pk=post.pk, version=post.version)
            written = same.update(cooked=made.html, cooked_by=COOK_VERSION, language=made.language)
            if written and made.html != post.cooked:
                stamp(post.topic_id)
                changed.add(post.pk)
    return len(changed)
