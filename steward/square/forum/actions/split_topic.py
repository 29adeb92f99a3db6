"""Split posts off into a topic of their own."""

from collections.abc import Sequence

from django.db import transaction

from steward.foundation.journal.public import Decision
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Why, locked
from steward.square.forum.actions.merge_topics import must_be_open
from steward.square.forum.actions.move_posts import carry, chosen, topic_of
from steward.square.forum.actions.move_topic import category_to_move_to
from steward.square.forum.actions.place import excerpt_of
from steward.square.forum.enums import TopicKind
from steward.square.forum.models import Topic
from steward.square.forum.rules.titles import clean_title, slug_of


@transaction.atomic
def split_topic(
    *, actor: Viewer, post_ids: Sequence[int], title: str, category_id: int | None = None, why: Why | None = None
) -> tuple[Topic, Decision]:
    """Make a new topic of these posts of one topic, in the same category or another; the actor moderates both.

    The first post stays: it is the topic. Raises NotFound, Forbidden, Invalid.
    """
    title = clean_title(title)
    (source,) = locked(actor, topic_of(post_ids))
    must_be_open(source)
    goal = category_to_move_to(actor, category_id or source.category_id)
    first = min(chosen(source.pk, post_ids), key=lambda post: (post.created_at, post.pk))
    topic = Topic.objects.create(
        category=goal, kind=TopicKind.DISCUSSION, title=title, slug=slug_of(title), excerpt=excerpt_of(first),
        author_id=first.author_id, created_at=first.created_at, last_post_at=first.created_at,
        last_author_id=first.author_id,
    )  # fmt: skip
    return topic, carry("split_topic", source, topic, post_ids, actor=actor, why=why or Why())
