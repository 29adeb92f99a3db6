"""What follows from new words: links that stand alone want a preview, the draft they were is done."""

import re

from steward.foundation.jobs.public import enqueue
from steward.foundation.journal.public import subscribe
from steward.people.access.public import SYSTEM
from steward.square.forum.enums import PostState
from steward.square.forum.events import PostApproved, PostEdited, PostPosted, TopicPosted
from steward.square.forum.models import Draft, Post

_ALONE = re.compile(r"^[ ]{0,3}<?https?://\S+[ \t]*$", re.MULTILINE)


def look_for_links(fact: TopicPosted | PostPosted | PostApproved | PostEdited) -> None:
    """Begin a job where a shown post has a link on a line of its own."""
    shown = Post.objects.filter(pk=fact.post_id, state=PostState.VISIBLE)
    source = shown.values_list("source", flat=True).first()
    if source and _ALONE.search(source):
        enqueue(actor=SYSTEM, kind="forum.previews", post_id=fact.post_id)


def forget_draft(fact: TopicPosted | PostPosted | PostEdited) -> None:
    """What was a draft of the author has been said."""
    post = Post.objects.select_related("topic", "author__member").filter(pk=fact.post_id).first()
    account_id = post.author.member.account_id if post and post.author else None
    if post is None or account_id is None:
        return
    if isinstance(fact, TopicPosted):
        said = ["new", f"new:{post.topic.category_id}"]
    else:
        said = [f"edit:{post.pk}"] if isinstance(fact, PostEdited) else [f"topic:{post.topic_id}"]
    Draft.objects.filter(account=account_id, place__in=said).delete()


subscribe(TopicPosted)(look_for_links)
subscribe(PostPosted)(look_for_links)
subscribe(PostApproved)(look_for_links)
subscribe(PostEdited)(look_for_links)
subscribe(TopicPosted)(forget_draft)
subscribe(PostPosted)(forget_draft)
subscribe(PostEdited)(forget_draft)
