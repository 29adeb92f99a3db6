"""Telling people of a post: each once, for the strongest reason."""

from collections import defaultdict
from collections.abc import Collection

from django.db import transaction

from steward.people.joining.public import faces
from steward.people.notify.public import tell
from steward.square.forum.enums import PostState
from steward.square.forum.models import Mention, Post, Quotation
from steward.square.forum.queries.following import circle_of
from steward.square.forum.queries.letters import letter_of
from steward.square.forum.queries.readers import moderators, readers
from steward.square.forum.rules.telling import APPROVED, MENTION, WAITING, reasons


@transaction.atomic
def tell_of_post(*, post_id: int) -> int:
    """Tell whoever wants to hear of the post, when everybody may read it; returns how many were told.

    Done once, whatever happens to the job that does it: the mark and what is told are one transaction.
    """
    post = Post.objects.select_related("topic__category").filter(pk=post_id).first()
    if post is None or post.state != PostState.VISIBLE or post.topic.waiting:
        return 0
    if not Post.objects.filter(pk=post_id, told=False).update(told=True):
        return 0
    Mention.objects.filter(post=post).update(told=True)
    if post.topic.hidden_at or post.topic.removed_at or post.topic.merged_into_id:
        return 0
    told = 0
    author = _account(post.author_id)
    for kind, accounts in _by_kind(post, author).items():
        told += _tell(kind, accounts, post, author)
    return told


@transaction.atomic
def tell_of_mentions(*, post_id: int) -> int:
    """Tell those whom an edit of the post names for the first time."""
    post = Post.objects.select_related("topic__category").filter(pk=post_id, told=True).first()
    if post is None or post.state != PostState.VISIBLE:
        return 0
    named = set(Mention.objects.filter(post=post, told=False).values_list("account_id", flat=True))
    if not named or not Mention.objects.filter(post=post, told=False).update(told=True):
        return 0
    author = _account(post.author_id)
    muted = circle_of(post.topic, _member(post.author_id)).muted
    told = reasons(named=named, following={}, muted=muted, opening=False, author=author)
    return _tell(MENTION, readers(post.topic.category, set(told)), post, author)


def tell_moderators(*, post_id: int) -> int:
    """Tell the moderators of the category that a post waits for them."""
    post = Post.objects.select_related("topic__category").filter(pk=post_id, state=PostState.WAITING).first()
    if post is None:
        return 0
    return tell(
        kind=WAITING, accounts=moderators(post.topic.category), subject=f"topic:{post.topic_id}",
        params={"title": post.topic.title, "post": post.pk}, url=f"/p/{post.pk}/",
        by=_account(post.author_id), group="waiting",
    )  # fmt: skip


def tell_approved(*, post_id: int) -> int:
    """Tell the author that their post is read by everybody now."""
    post = Post.objects.select_related("topic").filter(pk=post_id, state=PostState.VISIBLE).first()
    account = _account(post.author_id) if post else None
    if post is None or account is None:
        return 0
    return tell(
        kind=APPROVED, accounts=[account], subject=f"topic:{post.topic_id}",
        params={"title": post.topic.title, "post": post.pk}, url=f"/p/{post.pk}/",
    )  # fmt: skip


def _by_kind(post: Post, author: int | None) -> dict[str, set[int]]:
    circle = circle_of(post.topic, _member(post.author_id))
    quoted = Quotation.objects.filter(post=post).values_list("quoted__author_id", flat=True)
    told = reasons(
        named=set(Mention.objects.filter(post=post).values_list("account_id", flat=True)),
        answered=_accounts([_answered(post)]),
        quoted=_accounts(quoted),
        following=circle.following,
        muted=circle.muted,
        opening=post.number == 1,
        author=author,
    )
    seeing = readers(post.topic.category, set(told))
    kinds: dict[str, set[int]] = defaultdict(set)
    for account, kind in told.items():
        if account in seeing:
            kinds[kind].add(account)
    return kinds


def _answered(post: Post) -> int | None:
    """Whom the post answers: the author of the post it replies to, else whoever opened the topic."""
    if post.number == 1:
        return None
    if post.reply_to_id:
        return Post.objects.filter(pk=post.reply_to_id).values_list("author_id", flat=True).first()
    return post.topic.author_id


def _tell(kind: str, accounts: Collection[int], post: Post, author: int | None) -> int:
    return tell(
        kind=kind,
        accounts=accounts,
        subject=f"topic:{post.topic_id}",
        params={"title": post.topic.title, "post": post.pk},
        url=f"/p/{post.pk}/",
        by=author,
        mail=letter_of(post),
        group=f"topic:{post.topic_id}",
    )


def _accounts(identities: Collection[int | None]) -> set[int]:
    known = faces({pk for pk in identities if pk})
    return {face.account_id for face in known.values() if face.account_id}


def _account(identity: int | None) -> int | None:
    return next(iter(_accounts([identity])), None)


def _member(identity: int | None) -> int | None:
    face = faces([identity]).get(identity) if identity else None
    return face.member_id if face else None
