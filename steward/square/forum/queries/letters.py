"""A post as a letter."""

from collections.abc import Mapping
from typing import Any

from steward.people.access.public import Viewer
from steward.people.notify.public import Letter, ReplyTo
from steward.square.forum.enums import PostState
from steward.square.forum.models import Post
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.rules.may import may_see_post

#: The handler of answers by mail: the answer becomes a reply to the post.
HANDLER = "forum.post"


def letter_of(post: Post) -> Letter:
    """The letter; `post.topic.category` is loaded. Mails of one topic make one thread, its first post begins it."""
    topic = post.topic
    return Letter(
        subject=topic.title,
        html=post.cooked,
        text=post.source,
        thread=f"topic-{topic.pk}",
        message_key=f"topic-{topic.pk}" if post.number == 1 else f"post-{post.pk}",
        list_id=topic.category.key,
        reply=ReplyTo(HANDLER, str(post.pk)),
    )


def letter_now(viewer: Viewer, params: Mapping[str, Any]) -> Letter | None:
    """The letter about the post as it stands; None when the viewer may not read it (any more)."""
    post = Post.objects.select_related("topic__category").filter(pk=params.get("post", 0)).first()
    if post is None or post.state != PostState.VISIBLE:
        return None
    return letter_of(post) if may_see_post(standpoint(viewer), post, post.topic, post.topic.category) else None
