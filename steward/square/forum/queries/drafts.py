"""What one account is still writing. Nobody else ever reads it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from steward.foundation.kernel.text import cut
from steward.square.forum.models import Draft, Post, Topic
from steward.square.forum.queries.places import Places, places
from steward.square.forum.rules.may import may_see_post, may_see_topic
from steward.square.forum.rules.rights import Standpoint


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in the list. `address` is where it goes on, "" when that place is gone."""

    place: str
    title: str
    words: str
    address: str
    updated_at: datetime


def draft_at(account_id: int | None, place: str) -> Draft | None:
    """The draft of a place, None when there is none."""
    return Draft.objects.filter(account=account_id, place=place).first() if account_id else None


def last_words(standpoint: Standpoint, place: str) -> str:
    """What the account said last in that place, "" for nothing: a browser's draft that says the same is done."""
    kind, _colon, number = place.partition(":")
    own = Post.objects.filter(author__in=standpoint.identities)
    if kind == "topic":
        own = own.filter(topic=_number(number))
    elif kind == "edit":
        own = Post.objects.filter(pk=_number(number)) if _posts(standpoint, [place]) else own.none()
    else:
        own = own.filter(number=1)
    return own.order_by("-created_at", "-pk").values_list("source", flat=True).first() or ""


def drafts_of(standpoint: Standpoint) -> list[DraftRow]:
    """All drafts, the last touched first. Four queries for any number."""
    rows = list(Draft.objects.filter(account=standpoint.account_id).order_by("-updated_at", "-pk"))
    topics = _topics(standpoint, [row.place for row in rows])
    posts = _posts(standpoint, [row.place for row in rows])
    here = places()
    return [_row(row, here, topics, posts) for row in rows]


def _row(draft: Draft, here: Places, topics: dict[int, Topic], posts: dict[int, Post]) -> DraftRow:
    kind, _colon, number = draft.place.partition(":")
    data: dict[str, Any] = draft.data
    words = cut(" ".join(str(data.get("source", "")).split()), 160)
    title, address = str(data.get("title", "")), ""
    if kind == "new":
        category = here.rows.get(_number(number))
        address = reverse("forum-new") + (f"?category={category.key}" if category else "")
        title = title or _("New topic")
    elif kind == "topic" and (topic := topics.get(_number(number))):
        title, address = _("Reply to “%(title)s”") % {"title": topic.title}, reverse("forum-reply", args=[topic.pk])
    elif kind == "edit" and (post := posts.get(_number(number))):
        title = _("Edit of post #%(number)d in “%(title)s”") % {"number": post.number, "title": post.topic.title}
        address = reverse("forum-edit", args=[post.pk])
    elif kind == "letter":
        title, address = title or _("Letter"), _letter(number)
    return DraftRow(draft.place, title or _("Draft"), words, address, draft.updated_at)


def _letter(number: str) -> str:
    return f"/letters/{number}/" if number.isdigit() else "/letters/new/"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _ids(kept: list[str], kind: str) -> list[int]:
    return [_number(place.partition(":")[2]) for place in kept if place.startswith(f"{kind}:")]


def _topics(standpoint: Standpoint, kept: list[str]) -> dict[int, Topic]:
    found = Topic.objects.filter(pk__in=_ids(kept, "topic")).select_related("category")
    return {topic.pk: topic for topic in found if may_see_topic(standpoint, topic, topic.category)}


def _posts(standpoint: Standpoint, kept: list[str]) -> dict[int, Post]:
    found = Post.objects.filter(pk__in=_ids(kept, "edit")).select_related("topic__category")
    return {post.pk: post for post in found if may_see_post(standpoint, post, post.topic, post.topic.category)}
