"""Give posts to another author."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision, publish
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.people.access.public import Viewer
from steward.people.members.public import Identity
from steward.square.forum.actions.acting import Trace, Why, finish, locked, must_stand, require_reason
from steward.square.forum.actions.ledger import Changes
from steward.square.forum.actions.move_posts import topic_of
from steward.square.forum.actions.recount import recount
from steward.square.forum.events import AuthorChanged
from steward.square.forum.models import Post


@transaction.atomic
def change_author(*, actor: Viewer, post_ids: Sequence[int], identity_id: int, why: Why) -> Decision | None:
    """Say that somebody else wrote these posts of one topic; with the first one, that they opened the topic.

    Both, who had them and who has them now, are told why. None when they were theirs already.
    Raises NotFound, Forbidden, Invalid.
    """
    require_reason("change_author", why)
    (topic,) = locked(actor, topic_of(post_ids))
    must_stand(topic)
    if not Identity.objects.filter(pk=identity_id).exists():
        raise Invalid({"author": _("There is no such member.")})
    rows = Post.objects.select_for_update(no_key=True).filter(topic=topic, pk__in=post_ids).order_by("number")
    posts = list(rows)
    if len(posts) != len(set(post_ids)):
        raise NotFound
    before = {post.author_id for post in posts}
    changes = Changes()
    given = [post for post in posts if changes.set(post, author_id=identity_id)]
    if not given:
        return None
    if posts[0].number == 1:
        changes.set(topic, author_id=identity_id)
    recount([topic.pk])
    trace = Trace("change_author", topic, why, {"rows": changes.rows}, before | {identity_id},
                  more={"numbers": [post.number for post in given][:50], "posts": len(given)})  # fmt: skip
    decision = finish(trace, actor=actor, what=("author",))
    publish(AuthorChanged(topic.pk, tuple(post.pk for post in given), decision.pk), actor=actor.name)
    return decision
