"""The consumer `forum.words`: posts everybody may read can be found."""

from collections.abc import Callable, Collection, Sequence

from steward.foundation.journal.public import advance
from steward.foundation.search.public import Text, index, remove
from steward.square.forum.enums import INDEX_POST, INDEX_TOPIC
from steward.square.forum.queries.happened import read_happened
from steward.square.forum.queries.standing_posts import Standing, parts, standing, touched_ids
from steward.square.forum.rules.touched import Happened, touched_by
from steward.square.forum.rules.words import words_of

CONSUMER = "forum.words"
_BATCH = 500


def follow_words(report: Callable[[int], None] | None = None) -> int:
    """Bring the index up to the last fact; returns the facts read."""
    done = 0
    while taken := advance(CONSUMER, read_happened, _index, batch=_BATCH):
        done += taken
        if report:
            report(done)
    return done


def index_posts(post_ids: Collection[int]) -> int:
    """Index these posts as they stand, take out those nobody sees; returns how many can be found."""
    found = 0
    for some in parts(post_ids):
        posts = standing(some)
        shown = [post for post in posts if post.is_shown]
        index(INDEX_POST, [Text(post.pk, post.created_at, _text(post)) for post in shown])
        remove(INDEX_POST, set(some) - {post.pk for post in shown})
        _index_titles([post for post in posts if post.is_first])
        found += len(shown)
    return found


def _index_titles(openings: Sequence[Standing]) -> None:
    """Titles are kept for themselves too: whoever looks for a topic wants those first."""
    shown = [post for post in openings if post.is_shown]
    index(INDEX_TOPIC, [Text(post.topic_id, post.created_at, post.topic__title) for post in shown])
    remove(INDEX_TOPIC, {post.topic_id for post in openings} - {post.topic_id for post in shown})


def _index(facts: Sequence[Happened]) -> None:
    index_posts(touched_ids(touched_by(facts)))


def _text(post: Standing) -> str:
    words = words_of(post.cooked)
    return f"{post.topic__title}\n{words}" if post.is_first else words
