"""Keep a post, with a note and perhaps a moment to be reminded."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import Viewer
from steward.square.forum.events import BookmarkChanged
from steward.square.forum.models import Bookmark, Post
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.rules.may import may_see_post

LONGEST_NOTE, MOST = 200, 10_000


@transaction.atomic
def bookmark(
    *, actor: Viewer, post_id: int, note: str = "", remind_at: datetime | None = None, now: datetime | None = None
) -> Bookmark:
    """Keep the post, or change note and reminder of one kept. Raises NotFound, Forbidden, Invalid (by field)."""
    now, note = now or clock.now(), " ".join(note.split())
    if actor.account_id is None:
        raise Forbidden(_("Sign in to keep posts."))
    if len(note) > LONGEST_NOTE:
        raise Invalid({"note": _("A note has at most %(most)d characters.") % {"most": LONGEST_NOTE}})
    if remind_at is not None and remind_at <= now:
        raise Invalid({"remind_at": _("The reminder lies in the past.")})
    post = Post.objects.select_related("topic__category").filter(pk=post_id).first()
    if post is None or not may_see_post(standpoint(actor), post, post.topic, post.topic.category):
        raise NotFound
    if Bookmark.objects.filter(account=actor.account_id).count() >= MOST:
        raise Invalid(_("You keep %(most)d posts already. Let go of some first.") % {"most": MOST})
    row, _new = Bookmark.objects.update_or_create(
        account_id=actor.account_id,
        post=post,
        defaults={"note": note, "remind_at": remind_at},
        create_defaults={"note": note, "remind_at": remind_at, "at": now},
    )
    publish(BookmarkChanged(actor.account_id, post_id, kept=True), actor=actor.name)
    return row


@transaction.atomic
def unbookmark(*, actor: Viewer, post_id: int) -> bool:
    """Keep the post no longer; False when it was not kept. A post one may not see any more can be let go of, too."""
    gone, _rows = Bookmark.objects.filter(account=actor.own_id, post=post_id).delete()
    if gone:
        publish(BookmarkChanged(actor.own_id, post_id, kept=False), actor=actor.name)
    return bool(gone)
