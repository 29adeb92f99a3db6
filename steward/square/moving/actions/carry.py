"""Writing a batch of prepared threads into the square, in the caller's transaction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F

from steward.square.forum.enums import PostState, TopicKind, Via
from steward.square.forum.public import COOK_VERSION, Post, Quotation, Topic, index_posts, recount, slug_of, stamp
from steward.square.moving.actions.attach import addresses, reactions
from steward.square.moving.actions.prepare import Batch, Ready
from steward.square.moving.models import Move
from steward.stream.activity.public import Thread

_ROWS = 500


def carry(move: Move, batch: Batch, categories: dict[int, int]) -> Counter[str]:
    """Write topics, posts and all that hangs on them; returns what was done.

    Counters of categories are the caller's; versions of topics that look different now are raised here.
    `categories` maps channels to categories. Topics that are new are counted from what is written here; those that
    stood already are counted again.
    """
    done: Counter[str] = Counter(batch.skipped)
    made = _open(batch, categories, done)
    topics = batch.topics | made
    fresh = [(thread, each) for thread, all_of in batch.ready.items() for each in all_of if not each.old]
    Post.objects.bulk_create([_post(topics[thread], each, batch) for thread, each in fresh], batch_size=_ROWS)
    done["posts"] += len(fresh)
    counted = reactions([each for _thread, each in fresh], batch.here)
    _quotations(each for _thread, each in fresh)
    _finish(batch, made, counted)
    changed = _change(batch, done)
    again = {topics[thread].pk for thread, each in fresh if thread not in made}
    again |= set(Post.objects.filter(pk__in=batch.gone).values_list("topic_id", flat=True))
    if again:
        recount(sorted(again))
    addresses(move, batch, topics)
    touched = changed | set(batch.gone)
    again |= set(Post.objects.filter(pk__in=changed).values_list("topic_id", flat=True))
    if fresh or touched:
        index_posts({each.pk for _thread, each in fresh} | touched)
        stamp(*again)
    return done


def _open(batch: Batch, categories: dict[int, int], done: Counter[str]) -> dict[int, Topic]:
    """The topics of threads that are new and have a post."""
    new = [thread for thread in batch.threads if thread.pk not in batch.topics and batch.ready[thread.pk]]
    rows = [_topic(thread, batch.ready[thread.pk], categories[thread.channel_id]) for thread in new]
    Topic.objects.bulk_create(rows, batch_size=_ROWS)
    done["topics"] += len(rows)
    return {thread.pk: row for thread, row in zip(new, rows, strict=True)}


def _topic(thread: Thread, ready: Sequence[Ready], category_id: int) -> Topic:
    first, last = ready[0], max(ready, key=lambda each: each.number)
    title = " ".join((thread.title or first.cooked.excerpt or thread.key).split())[:200]
    return Topic(
        category_id=category_id,
        kind=TopicKind.QUESTION if thread.is_question else TopicKind.DISCUSSION,
        title=title,
        slug=slug_of(title),
        excerpt=first.cooked.excerpt,
        author_id=first.said.identity_id,
        created_at=first.said.occurred_at,
        last_post_at=last.said.occurred_at,
        last_author_id=last.said.identity_id,
        posts_count=len(ready),
        participants=len({each.said.identity_id for each in ready} - {None}),
        views=max(each.said.views for each in ready),
        highest_number=last.number,
        origin=f"thread:{thread.pk}",
    )


def _post(topic: Topic, each: Ready, batch: Batch) -> Post:
    said = each.said
    opening = batch.ready[said.thread_id][0].pk
    parent = batch.here.get(said.parent_id or 0)
    return Post(
        pk=each.pk,
        topic=topic,
        number=each.number,
        author_id=said.identity_id,
        source=each.source,
        cooked=each.cooked.html,
        cooked_by=COOK_VERSION,
        language=each.cooked.language,
        # An answer to the opening answers the topic, as everywhere here.
        reply_to_id=parent if parent not in (None, opening, each.pk) else None,
        created_at=said.occurred_at,
        edited_at=_later(said.edited_at, said.occurred_at),
        via=Via.MOVED,
        origin=f"activity:{said.pk}",
    )


def _later(edited: datetime | None, said: datetime) -> datetime | None:
    return edited if edited and edited > said else None


def _quotations(posts: Iterable[Ready]) -> None:
    pairs = {(each.pk, quoted) for each in posts for quoted in each.cooked.quotes if quoted != each.pk}
    Quotation.objects.bulk_create(
        [Quotation(post_id=post, quoted_id=quoted) for post, quoted in sorted(pairs)],
        batch_size=_ROWS,
        ignore_conflicts=True,
    )


def _finish(batch: Batch, made: dict[int, Topic], counted: dict[int, int]) -> None:
    """What new topics know only after their posts: reactions, and the accepted answer."""
    for thread in batch.threads:
        topic = made.get(thread.pk)
        if topic is None:
            continue
        ready = batch.ready[thread.pk]
        topic.reactions = sum(counted.get(each.pk, 0) for each in ready)
        accepted = next((each.pk for each in ready if thread.accepted_id and each.said.key == thread.accepted_id), None)
        topic.accepted_id = accepted
    Topic.objects.bulk_update(list(made.values()), ("reactions", "accepted"), batch_size=200)


def _change(batch: Batch, done: Counter[str]) -> set[int]:
    """Posts that say something else at the source now, and those that were removed there."""
    changed = [each for all_of in batch.ready.values() for each in all_of if each.old]
    for each in changed:
        Post.objects.filter(pk=each.pk, edits=0).update(
            source=each.source,
            cooked=each.cooked.html,
            cooked_by=COOK_VERSION,
            language=each.cooked.language,
            edited_at=_later(each.said.edited_at, each.said.occurred_at),
            version=F("version") + 1,
        )
        if each.number == 1:
            Topic.objects.filter(pk=batch.topics[each.said.thread_id].pk).update(excerpt=each.cooked.excerpt)
    _quotations(changed)
    Post.objects.filter(pk__in=batch.gone, edits=0).update(state=PostState.REMOVED)
    done["changed"] += len(changed)
    done["gone"] += len(batch.gone)
    return {each.pk for each in changed}
