"""What hangs on moved posts: reactions and old addresses."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from steward.square.forum.public import Post, Reaction, Topic
from steward.square.moving.actions.prepare import Batch, Ready
from steward.square.moving.models import Move, OldAddress
from steward.square.moving.queries.material import given_to
from steward.square.moving.rules.addresses import spots
from steward.square.moving.rules.signs import LIKE, sign_of

_ROWS = 500


def reactions(fresh: Sequence[Ready], here: dict[int, int]) -> dict[int, int]:
    """Reactions of people who are known become theirs; those only counted stay a count. Post → how many."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    rows: dict[tuple[int, int, str], Reaction] = {}
    for each in fresh:
        if each.said.reactions > 0:
            counts[each.pk][LIKE] += each.said.reactions
    for activity, given in given_to(each.said.pk for each in fresh).items():
        post = here[activity]
        for one in given:
            sign = sign_of(one.body)
            if (post, one.identity_id, sign) not in rows:
                rows[post, one.identity_id, sign] = Reaction(
                    post_id=post, identity_id=one.identity_id, emoji=sign, at=one.occurred_at
                )
                counts[post][sign] += 1
    Reaction.objects.bulk_create(rows.values(), batch_size=_ROWS, ignore_conflicts=True)
    changed = [Post(pk=pk, reactions=dict(signs), reactions_count=signs.total()) for pk, signs in counts.items()]
    Post.objects.bulk_update(changed, ("reactions", "reactions_count"), batch_size=200)
    return {post.pk: post.reactions_count for post in changed}


def addresses(move: Move, batch: Batch, topics: dict[int, Topic]) -> None:
    """Where topics and posts were read before. An address that leads somewhere already keeps doing so."""
    found: dict[tuple[str, str], OldAddress] = {}
    for thread in batch.threads:
        topic = topics.get(thread.pk)
        if topic is None:
            continue
        _add(found, OldAddress(move=move, topic=topic), thread.url)
        for each in batch.ready[thread.pk]:
            _add(found, OldAddress(move=move, topic=topic, post_id=each.pk), each.said.url)
    OldAddress.objects.bulk_create(found.values(), batch_size=_ROWS, ignore_conflicts=True)


def _add(found: dict[tuple[str, str], OldAddress], row: OldAddress, url: str) -> None:
    row.host, row.path = spots(url) if url else ("", "")
    if row.path and (row.path, row.host) not in found:
        found[row.path, row.host] = row
