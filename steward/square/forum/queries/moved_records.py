"""What became here of posts that were moved in: records for the sources they came from.

They are in the stream through those sources already. Only what the square changed is told: edits made here, and what
is hidden or removed here.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from steward.square.forum.queries.standing_posts import Standing, parts, standing
from steward.square.forum.queries.stream_records import Kept, edited_at_of
from steward.stream.activity.enums import Markup
from steward.stream.activity.public import Activity
from steward.stream.activity.records import ActivityRecord

_PREFIX = "activity:"
_FIELDS = (
    "pk", "source_id", "key", "kind", "occurred_at", "channel__key", "identity__realm", "identity__account_id",
    "parent_key", "thread__key", "title", "form", "url", "reactions", "views", "edited_at", "deleted_at",
)  # fmt: skip


def moved_records(ids: Collection[int]) -> dict[int, list[ActivityRecord]]:
    """Source id → records, of those posts that came from elsewhere and are not as they came."""
    posts = {
        int(post.origin.removeprefix(_PREFIX)): post
        for some in parts(ids)
        for post in standing(some)
        if post.origin and post.origin.startswith(_PREFIX)
    }
    found: dict[int, list[ActivityRecord]] = defaultdict(list)
    for some in parts(posts):
        for row in Activity.objects.filter(pk__in=some).order_by("pk").values(*_FIELDS):
            post = posts[row["pk"]]
            gone = row["deleted_at"] is not None
            if gone != (not post.is_shown) or (post.is_shown and post.edits):
                found[row["source_id"]].append(_record(row, post))
    return dict(sorted(found.items()))


def _record(row: dict[str, Any], post: Standing) -> ActivityRecord:
    kept = Kept(row["edited_at"], row["deleted_at"])
    return ActivityRecord(
        row["key"],
        row["kind"],
        row["occurred_at"],
        row["channel__key"],
        row["identity__account_id"] or "",
        row["identity__realm"] or "",
        row["parent_key"],
        row["thread__key"] or "",
        row["title"] or (post.topic__title if post.is_first else ""),
        post.source,
        Markup.MARKDOWN.value,
        row["form"],
        row["url"],
        edited_at_of(post.edited_at, kept) if post.is_shown else None,
        not post.is_shown,
        row["reactions"],
        row["views"],
    )
