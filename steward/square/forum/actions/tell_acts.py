"""Telling people of what happened to their words: reactions, acceptance, reminders, polls, places."""

from datetime import datetime

from django.db import transaction

from steward.people.joining.public import faces
from steward.people.notify.public import tell
from steward.square.forum.actions.stamp import stamp
from steward.square.forum.enums import PostState
from steward.square.forum.models import Bookmark, Chain, Follow, Poll, PollVote, Post, Reaction, Topic
from steward.square.forum.queries.readers import readers
from steward.square.forum.rules.telling import ACCEPTED, PLACE, POLL_CLOSED, REACTION, REMINDER

MANY = 200


def tell_of_reaction(*, post_id: int, identity_id: int, emoji: str) -> int:
    """Tell the author of a reaction that still stands; unread ones of one post are folded into one."""
    post = Post.objects.select_related("topic__category").filter(pk=post_id, state=PostState.VISIBLE).first()
    if post is None or not Reaction.objects.filter(post=post, identity=identity_id, emoji=emoji).exists():
        return 0
    known = faces({pk for pk in (post.author_id, identity_id) if pk})
    author, by = (known[pk].account_id if pk in known else None for pk in (post.author_id or 0, identity_id))
    if author is None or _silent(author, post.topic):
        return 0
    return tell(
        kind=REACTION, accounts=readers(post.topic.category, [author]), subject=f"topic:{post.topic_id}",
        params={"title": post.topic.title, "post": post.pk, "emoji": emoji}, url=f"/p/{post.pk}/", by=by,
        group=f"post:{post.pk}",
    )  # fmt: skip


def tell_of_answer(*, post_id: int, by: int | None) -> int:
    """Tell the author that their reply was accepted, while it is."""
    topic = Topic.objects.select_related("accepted", "category").filter(accepted=post_id).first()
    if topic is None or topic.accepted is None or topic.accepted.author_id in {None, topic.author_id}:
        return 0
    face = next(iter(faces([topic.accepted.author_id or 0]).values()), None)
    if face is None or face.account_id is None or _silent(face.account_id, topic):
        return 0
    return tell(
        kind=ACCEPTED, accounts=readers(topic.category, [face.account_id]), subject=f"topic:{topic.pk}",
        params={"title": topic.title, "post": post_id}, url=f"/p/{post_id}/", by=by, group=f"accepted:{topic.pk}",
    )  # fmt: skip


def tell_risen(*, topic_id: int, identity_id: int) -> int:
    """Tell somebody who waited that they have a place."""
    topic = Topic.objects.select_related("category").filter(pk=topic_id).first()
    face = faces([identity_id]).get(identity_id)
    if topic is None or face is None or face.account_id is None:
        return 0
    return tell(
        kind=PLACE, accounts=readers(topic.category, [face.account_id]), subject=f"topic:{topic_id}",
        params={"title": topic.title}, url=f"/t/{topic_id}/#chain", group=f"chain:{topic_id}",
    )  # fmt: skip


def remind_due(*, now: datetime) -> int:
    """Tell of every bookmark whose moment has come; each once."""
    told = 0
    due = Bookmark.objects.filter(remind_at__lte=now).order_by("remind_at")
    for row in due.select_related("post__topic__category")[:MANY]:
        with transaction.atomic():
            if not Bookmark.objects.filter(pk=row.pk, remind_at=row.remind_at).update(remind_at=None):
                continue
            post, topic = row.post, row.post.topic
            gone = topic.hidden_at or topic.removed_at or post.state != PostState.VISIBLE
            told += 0 if gone else tell(
                kind=REMINDER, accounts=readers(topic.category, [row.account_id]), subject=f"bookmark:{post.pk}",
                params={"title": topic.title, "post": post.pk, "note": row.note}, url=f"/p/{post.pk}/",
            )  # fmt: skip
    return told


def close_polls(*, now: datetime) -> int:
    """Tell voters and the author of every poll that has ended; its page shows it from then on. Returns how many."""
    ended = 0
    for poll in Poll.objects.filter(closes_at__lte=now, told=False).select_related("topic__category")[:MANY]:
        with transaction.atomic():
            if Poll.objects.filter(pk=poll.pk, told=False).update(told=True):
                _tell_closed(poll)
                stamp(poll.topic_id)
                ended += 1
    return ended


def close_chains(*, now: datetime, since: datetime) -> int:
    """Raise the version of pages whose sign-up ended since that moment: they say so from then on."""
    ended = list(Chain.objects.filter(closes_at__lte=now, closes_at__gt=since).values_list("topic_id", flat=True))
    if ended:
        with transaction.atomic():
            stamp(*ended)
    return len(ended)


def _tell_closed(poll: Poll) -> None:
    topic = poll.topic
    voters = PollVote.objects.filter(option__poll=poll).values_list("identity_id", flat=True)
    known = faces({*voters, *([topic.author_id] if topic.author_id else [])})
    accounts = {face.account_id for face in known.values() if face.account_id}
    wanted = {account for account in readers(topic.category, accounts) if not _silent(account, topic)}
    tell(
        kind=POLL_CLOSED, accounts=wanted, subject=f"topic:{topic.pk}", params={"title": topic.title},
        url=f"/t/{topic.pk}/#poll", group=f"poll:{topic.pk}",
    )  # fmt: skip


def _silent(account: int, topic: Topic) -> bool:
    """Whether they mute the topic or its category."""
    rows = Follow.objects.filter(account=account, level="muted")
    return (
        rows.filter(target="topic", target_id=topic.pk).exists()
        or rows.filter(target="category", target_id=topic.category_id).exists()
    )
