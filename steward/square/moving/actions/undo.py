"""Taking out what was moved in, but for topics that were continued here."""

from typing import Any

from django.db import transaction

from steward.foundation.jobs.public import Reporter
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound
from steward.foundation.search.public import remove
from steward.people.access.public import SYSTEM
from steward.square.forum.enums import INDEX_POST, INDEX_TOPIC
from steward.square.forum.public import Category, Post, Topic, drop_category, recount_categories, stamp, stamp_frame
from steward.square.moving.actions.run import continued_here
from steward.square.moving.enums import State
from steward.square.moving.events import MoveUndone
from steward.square.moving.models import Move
from steward.stream.activity.public import Thread

_TOPICS = 200


def run_undo(reporter: Reporter, move_id: int) -> dict[str, Any]:
    """Take the move back from where it stands; returns how many topics went and stayed. Safe to kill and run again."""
    move = Move.objects.filter(pk=move_id).first()
    if move is None:
        raise NotFound
    if move.state != State.UNDOING:
        return dict(move.counts)
    after = int(move.position[0]) if move.position else 0
    while threads := list(
        Thread.objects.filter(source=move.source_id, pk__gt=after).order_by("pk").values_list("pk", flat=True)[:_TOPICS]
    ):
        after = threads[-1]
        _take_out(move.pk, threads)
        move.refresh_from_db()
        reporter.report(move.done, None)
    return _finish(move)


@transaction.atomic
def _take_out(move_id: int, threads: list[int]) -> None:
    held = Move.objects.select_for_update(of=("self",)).get(pk=move_id)
    origins = [f"thread:{pk}" for pk in threads]
    topics = list(Topic.objects.select_for_update(of=("self",)).filter(origin__in=origins).order_by("pk"))
    kept = continued_here([topic.pk for topic in topics])
    gone = [topic for topic in topics if topic.pk not in kept]
    ids = [topic.pk for topic in gone]
    posts = list(Post.objects.filter(topic__in=ids).values_list("pk", flat=True))
    remove(INDEX_POST, posts)
    remove(INDEX_TOPIC, ids)
    Topic.objects.filter(pk__in=ids).update(accepted=None)
    Topic.objects.filter(pk__in=ids).delete()
    recount_categories({topic.category_id for topic in gone})
    counts = held.counts
    held.counts = {
        "topics": counts.get("topics", 0) + len(gone), "posts": counts.get("posts", 0) + len(posts),
        "kept": counts.get("kept", 0) + len(kept),
    }  # fmt: skip
    held.position, held.done = [threads[-1]], held.done + len(threads)
    held.save(update_fields=["counts", "position", "done"])
    stamp(*kept)


@transaction.atomic
def _finish(move: Move) -> dict[str, Any]:
    held = Move.objects.select_for_update(of=("self",)).get(pk=move.pk)
    if held.state != State.UNDOING:
        return dict(held.counts)
    left = {}
    for channel, category in held.made.items():
        if Topic.objects.filter(category=category).exists() or Category.objects.filter(parent=category).exists():
            left[channel] = category
        elif Category.objects.filter(pk=category).exists():
            drop_category(actor=SYSTEM, category_id=category)
    held.made, held.state, held.finished_at, held.position = left, State.UNDONE, clock.now(), []
    held.save(update_fields=["made", "state", "finished_at", "position"])
    publish(MoveUndone(held.source_id, held.counts.get("topics", 0), held.counts.get("kept", 0)))
    stamp_frame()
    return dict(held.counts)
