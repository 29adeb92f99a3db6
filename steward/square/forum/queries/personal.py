"""What the square hands out about a member."""

from typing import Any

from steward.people.members.public import Identity, Member
from steward.square.forum import models

_POST = (
    "id", "topic_id", "topic__title", "number", "state", "source", "created_at", "edited_at", "reactions", "via",
)  # fmt: skip


def accounts_of(member_id: int) -> list[int]:
    """The account of the member, as a list of one or none."""
    rows = Member.objects.filter(pk=member_id, account__isnull=False)
    return list(rows.values_list("account_id", flat=True))


def identities_of_member(member_id: int) -> list[int]:
    """Every identity of the member."""
    return list(Identity.objects.filter(member=member_id).order_by("pk").values_list("pk", flat=True))


def personal_square(member_id: int) -> dict[str, Any]:
    """Everything the member wrote, gave, keeps and read on the square, JSON-ready but for datetimes."""
    identities, accounts = identities_of_member(member_id), accounts_of(member_id)
    return _said(identities) | _kept(accounts)


def _said(ids: list[int]) -> dict[str, Any]:
    posts = models.Post.objects.filter(author__in=ids).order_by("pk")
    revisions = models.Revision.objects.filter(editor__in=ids).order_by("pk")
    reactions = models.Reaction.objects.filter(identity__in=ids).order_by("pk")
    votes = models.PollVote.objects.filter(identity__in=ids).order_by("pk")
    entries = models.ChainEntry.objects.filter(identity__in=ids).order_by("pk")
    return {
        "posts": list(posts.values(*_POST)),
        "topics": list(models.Topic.objects.filter(author__in=ids).order_by("pk").values("id", "title", "created_at")),
        "revisions": list(revisions.values("post_id", "number", "title", "source", "at", "reason")),
        "reactions": list(reactions.values("post_id", "emoji", "at")),
        "votes": list(votes.values("option__poll__topic_id", "option__text", "at")),
        "sign_ups": list(entries.values("chain__topic_id", "text", "people", "at")),
    }


def _kept(accounts: list[int]) -> dict[str, Any]:
    def rows(model: Any, *fields: str) -> list[dict[str, Any]]:
        return list(model.objects.filter(account__in=accounts).order_by("pk").values(*fields))

    standing = models.Standing.objects.filter(pk__in=accounts)
    return {
        "bookmarks": rows(models.Bookmark, "post_id", "note", "remind_at", "at"),
        "drafts": rows(models.Draft, "place", "data", "updated_at"),
        "follows": rows(models.Follow, "target", "target_id", "level", "at"),
        "read": rows(models.ReadMark, "topic_id", "number", "at"),
        "mentioned_in": rows(models.Mention, "post_id"),
        "days_visited": rows(models.DayVisited, "day"),
        "standing": list(standing.values()),
    }
