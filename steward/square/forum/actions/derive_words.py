"""What follows from the words of a post: whom they name, what they quote, which pictures they need."""

from django.db import connection

from steward.foundation.media.public import claim, release
from steward.square.forum.cooking import Cooked
from steward.square.forum.models import Mention, Post, Quotation


def derive(post: Post, cooked: Cooked) -> list[int]:
    """Make the rows of mentions, quotations and claimed pictures those of these words; in the caller's transaction.

    Returns the accounts named now that were not named before, in the order of the words.
    """
    assert connection.in_atomic_block
    _quotations(post, cooked)
    release(by=holder(post.pk))
    if cooked.pictures:
        claim(cooked.pictures, by=holder(post.pk))
    return _mentions(post, cooked)


def holder(post_id: int) -> str:
    """How media knows the post as one that needs pictures."""
    return f"post:{post_id}"


def _mentions(post: Post, cooked: Cooked) -> list[int]:
    had = set(Mention.objects.filter(post=post).values_list("account_id", flat=True))
    if gone := had - set(cooked.mentions):
        Mention.objects.filter(post=post, account__in=gone).delete()
    new = [account_id for account_id in cooked.mentions if account_id not in had]
    Mention.objects.bulk_create([Mention(post=post, account_id=pk) for pk in new], ignore_conflicts=True)
    return new


def _quotations(post: Post, cooked: Cooked) -> None:
    had = set(Quotation.objects.filter(post=post).values_list("quoted_id", flat=True))
    wanted = set(cooked.quotes) - {post.pk}
    if gone := had - wanted:
        Quotation.objects.filter(post=post, quoted__in=gone).delete()
    if wanted - had:
        there = Post.objects.filter(pk__in=wanted - had).order_by("pk").values_list("pk", flat=True)
        Quotation.objects.bulk_create([Quotation(post=post, quoted_id=pk) for pk in there], ignore_conflicts=True)
