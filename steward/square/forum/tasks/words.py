"""Background jobs about words: previews of linked pages, cooking again."""

from typing import Any

from steward.foundation.jobs.public import Progress, enqueue, handles, scheduled
from steward.people.access.public import SYSTEM
from steward.square.forum.actions.fetch_preview import fetch_preview
from steward.square.forum.actions.recook import recook
from steward.square.forum.cooking import COOK_VERSION, cook
from steward.square.forum.enums import PostState
from steward.square.forum.models import Post

#: Linked pages of one post that are asked.
MOST_PREVIEWS = 5
_BATCH = 100


@handles("forum.previews")
def make_previews(progress: Progress, *, post_id: int) -> dict[str, Any]:
    """Ask the pages a post links to by themselves what they are about, and show it."""
    post = Post.objects.filter(pk=post_id, state=PostState.VISIBLE).select_related("author__member").first()
    if post is None:
        return {"known": 0}
    account_id = post.author.member.account_id if post.author else None
    wanted = cook(post.source, base=post.topic_id).previews[:MOST_PREVIEWS]
    known = 0
    for number, url in enumerate(wanted):
        progress.report(number, len(wanted))
        known += fetch_preview(url, account_id=account_id)
    if known:
        recook([post_id])
    return {"known": known}


@handles("forum.recook")
def recook_old(progress: Progress) -> dict[str, Any]:
    """Cook every post of an older cook again, in small steps, the newest first."""
    old = Post.objects.filter(cooked_by__lt=COOK_VERSION)
    total, done, changed, before = old.count(), 0, 0, None
    while ids := list(
        (old.filter(pk__lt=before) if before else old).order_by("-pk").values_list("pk", flat=True)[:_BATCH]
    ):
        changed += recook(ids)
        done, before = done + len(ids), ids[-1]
        progress.report(done, total)
    return {"cooked": done, "changed": changed}


@scheduled("forum.recook", "17 * * * *")
def recook_when_due() -> None:
    """Begin cooking again where a new version of Steward cooks otherwise."""
    if Post.objects.filter(cooked_by__lt=COOK_VERSION).exists():
        enqueue(actor=SYSTEM, kind="forum.recook")
