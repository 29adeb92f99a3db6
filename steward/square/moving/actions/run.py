"""Carrying a move out, batch by batch: killed anywhere it goes on, run again it only adds what is new."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from steward.foundation.jobs.public import Reporter
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound
from steward.people.access.public import SYSTEM, TEAM
from steward.square.forum.public import Category, Post, make_category, recount_categories
from steward.square.moving.actions.carry import carry
from steward.square.moving.actions.prepare import prepare
from steward.square.moving.enums import LEAVE, NEW, State
from steward.square.moving.events import SourceMoved
from steward.square.moving.models import Move
from steward.square.moving.queries.material import after, threads_of
from steward.square.moving.rules.plan import Plan, plan_of
from steward.stream.activity.public import Channel, Thread, settle

#: Posts in one transaction, about; threads of it at most.
_POSTS, _THREADS = 800, 300


def run_move(reporter: Reporter, move_id: int) -> dict[str, Any]:
    """Carry the move out from where it stands; returns its counts. Raises what `reporter` raises."""
    move = Move.objects.select_related("source").filter(pk=move_id).first()
    if move is None:
        raise NotFound
    if move.state != State.RUNNING:
        return dict(move.counts)
    if not move.position:
        settle()
    plan = plan_of(move.plan)
    channels = _targets(move, plan)
    threads = threads_of(move.source_id, plan, channels)
    Move.objects.filter(pk=move.pk).update(total=threads.count())
    while batch := _next(after(threads, move.position)):
        _carry(move, batch, channels)
        reporter.report(move.done, move.total or None)
        move.refresh_from_db()
        if move.state != State.RUNNING:
            break
    return _finish(move)


def _next(threads: Any) -> list[Thread]:
    """The next threads, about so many posts."""
    taken, posts = [], 0
    for thread in threads[:_THREADS]:
        taken.append(thread)
        posts += thread.posts
        if posts >= _POSTS:
            break
    return taken


def _carry(move: Move, threads: Sequence[Thread], channels: dict[int, int]) -> None:
    """One batch: converted before the transaction, so that writers wait only for the writing."""
    batch = prepare(move.source, threads)
    with transaction.atomic():
        held = Move.objects.select_for_update(of=("self",)).get(pk=move.pk)
        if held.state != State.RUNNING or held.position != move.position:
            return  # another process was here first, or it was stopped
        done = carry(held, batch, channels)
        last = threads[-1]
        assert last.opened_at is not None
        held.position = [last.opened_at.isoformat(), last.pk]
        held.done += len(threads)
        held.counts = dict(Counter(held.counts) + done)
        held.save(update_fields=["position", "done", "counts"])
        recount_categories(set(channels.values()))


def _finish(move: Move) -> dict[str, Any]:
    with transaction.atomic():
        held = Move.objects.select_for_update(of=("self",)).get(pk=move.pk)
        if held.state == State.RUNNING:
            held.state, held.finished_at = State.DONE, clock.now()
            held.save(update_fields=["state", "finished_at"])
            counts = held.counts
            fact = SourceMoved(held.source_id, counts.get("topics", 0), counts.get("posts", 0))
            publish(fact, actor=f"account:{held.account_id}" if held.account_id else "system")
    return dict(held.counts)


def _targets(move: Move, plan: Plan) -> dict[int, int]:
    """Channel → category, without those left out. New categories are made once and remembered."""
    found: dict[int, int] = {}
    for channel in Channel.objects.filter(source=move.source_id).order_by("pk"):
        wanted = plan.target(channel.pk, private=channel.private)
        if wanted == LEAVE or not channel.threads.filter(posts__gt=0).exists():
            continue
        found[channel.pk] = _made(move, channel) if wanted == NEW else int(wanted)
    standing = set(Category.objects.filter(pk__in=set(found.values())).values_list("pk", flat=True))
    return {channel: category for channel, category in found.items() if category in standing}


@transaction.atomic
def _made(move: Move, channel: Channel) -> int:
    """The category of a channel, made when it is not there (any more)."""
    held = Move.objects.select_for_update(of=("self",)).get(pk=move.pk)
    kept = held.made.get(str(channel.pk))
    if kept and Category.objects.filter(pk=kept).exists():
        return int(kept)
    fields: dict[str, Any] = {"name": channel.name[:80], "description": channel.description[:300]}
    if channel.private:
        team = [f"role:{role}" for role in TEAM]
        fields["rights"] = {"see": team, "post": team, "reply": team, "moderate": ["role:moderator"]}
    category = make_category(actor=SYSTEM, **fields)
    held.made = held.made | {str(channel.pk): category.pk}
    held.save(update_fields=["made"])
    return category.pk


def continued_here(topic_ids: Sequence[int]) -> set[int]:
    """Topics that were continued here: with posts of their own, or with moved ones edited since."""
    posts = Post.objects.filter(topic__in=topic_ids)
    own = set(posts.filter(origin=None).values_list("topic_id", flat=True))
    return own | set(posts.filter(edits__gt=0).values_list("topic_id", flat=True))
