"""What other systems can be told of the square: only what a visitor could read."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.registry import contribute
from steward.people.access.public import NOBODY
from steward.people.joining.public import faces
from steward.square.forum.enums import PostState
from steward.square.forum.models import Post
from steward.square.forum.queries.places import places
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.queries.topics import address, visible
from steward.stream.webhooks.public import WebhookEvent


def topic_told(fact: dict[str, Any]) -> dict[str, Any] | None:
    """The topic as it stands now; None while (or since) not everyone may read it."""
    topics = visible(places().open_to(standpoint(NOBODY)))
    topic = topics.filter(pk=fact["topic_id"]).select_related("category").first()
    if topic is None:
        return None
    author = faces([topic.author_id or 0]).get(topic.author_id or 0)
    return {
        "topic": {
            "id": topic.pk,
            "title": topic.title,
            "kind": topic.kind,
            "category": topic.category.key,
            "url": settings.BASE_URL + address(topic),
            "author": author.name if author else None,
            "created_at": topic.created_at.isoformat(),
            "posts": topic.posts_count,
            "accepted_post_id": topic.accepted_id,
            "locked": topic.locked_at is not None,
        },
        **({"changed": list(fact["what"])} if "what" in fact else {}),
    }


def post_told(fact: dict[str, Any]) -> dict[str, Any] | None:
    """The post as it stands now with its topic; None while (or since) not everyone may read it."""
    told = topic_told({"topic_id": fact["topic_id"]})
    post = Post.objects.filter(pk=fact["post_id"], topic=fact["topic_id"]).first()
    if told is None or post is None or (post.state != PostState.VISIBLE and "state" not in fact):
        return None
    shown = post.state == PostState.VISIBLE
    author = faces([post.author_id or 0]).get(post.author_id or 0)
    return told | {
        "post": {
            "id": post.pk,
            "number": post.number,
            "state": post.state,
            "url": f"{settings.BASE_URL}/p/{post.pk}/",
            "author": author.name if author and shown else None,
            "created_at": post.created_at.isoformat(),
            "edited_at": post.edited_at.isoformat() if post.edited_at else None,
            "source": post.source if shown else "",
            "html": post.cooked if shown else "",
        }
    }


def approved_topic(fact: dict[str, Any]) -> dict[str, Any] | None:
    """A topic is opened, for others, when the team has approved its first post."""
    return topic_told(fact) if Post.objects.filter(pk=fact["post_id"], number=1).exists() else None


def approved_post(fact: dict[str, Any]) -> dict[str, Any] | None:
    """A reply is written, for others, when the team has approved it."""
    return None if Post.objects.filter(pk=fact["post_id"], number=1).exists() else post_told(fact)


_OPENED, _REPLIED = _("A topic was opened"), _("A reply was written")
_EVENTS = (
    ("topic.created", _OPENED, "forum.topic_posted", topic_told),
    ("topic.created", _OPENED, "forum.post_approved", approved_topic),
    ("topic.changed", _("A topic was changed, moved, locked, featured or hidden"), "forum.topic_changed", topic_told),
    ("topic.answered", _("A question was answered"), "forum.answer_accepted", topic_told),
    ("post.created", _REPLIED, "forum.post_posted", post_told),
    ("post.created", _REPLIED, "forum.post_approved", approved_post),
    ("post.edited", _("A post was edited"), "forum.post_edited", post_told),
    ("post.state", _("A post was hidden, removed or shown again"), "forum.post_state_changed", post_told),
)
for key, label, fact_type, payload in _EVENTS:
    contribute("webhook-events", WebhookEvent(key, label, fact_type, payload))
