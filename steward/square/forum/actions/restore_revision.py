"""Let a post say again what it said before; and take a version out of sight."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Trace, Why, record, tell_concerned
from steward.square.forum.actions.edit_post import Heading, edit_post
from steward.square.forum.actions.hold import hold_post
from steward.square.forum.models import Post, Revision
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.rules.may import may_moderate


def restore_revision(*, actor: Viewer, post_id: int, number: int, version: int) -> Post:
    """An edit like any other, with the words (and the title) of the version `number`.

    `version` is the one the reader saw as the latest. Raises as `edit_post` does, NotFound for a version out of sight.
    """
    kept = Revision.objects.filter(post=post_id, number=number).select_related("post__topic__category").first()
    if kept is None:
        raise NotFound
    if kept.hidden_at is not None and not may_moderate(standpoint(actor), kept.post.topic.category):
        raise NotFound
    return edit_post(
        actor=actor,
        post_id=post_id,
        source=kept.source,
        version=version,
        reason=_("Version %(number)d restored") % {"number": number},
        heading=Heading(title=kept.title) if kept.title else None,
    )


@transaction.atomic
def hide_revision(
    *, actor: Viewer, post_id: int, number: int, hidden: bool = True, reason: str = ""
) -> Decision | None:
    """Let only moderators read an older version, or everybody again; None when it is so already.

    What a post says now cannot be hidden this way: hide the post. Raises NotFound, Forbidden, Invalid.
    """
    held, post = hold_post(standpoint(actor), post_id)
    require(may_moderate(held.standpoint, held.category))
    kept = Revision.objects.select_for_update(no_key=True).filter(post=post, number=number).first()
    if kept is None:
        raise NotFound
    if hidden and number == post.version:
        raise Invalid(_("This is what the post says now. Hide the post, or restore an older version first."))
    if (kept.hidden_at is not None) == hidden:
        return None
    kept.hidden_at = clock.now() if hidden else None
    kept.save(update_fields=["hidden_at"])
    trace = Trace(
        "hide_words" if hidden else "show_words", held.topic, Why(words=reason), concerned=(post.author_id,),
        more={"post": post.pk, "version": number},
    )  # fmt: skip
    decision = record(trace, actor=actor)
    tell_concerned(trace, actor=actor)
    return decision
