"""Searching topics and posts: what may be seen, filters and counts are one statement of the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from steward.foundation.search.public import having, is_common, matching, snippet
from steward.people.joining.public import Face, faces
from steward.square.forum.enums import INDEX_POST, INDEX_TOPIC
from steward.square.forum.models import Category, Post, Topic
from steward.square.forum.queries.narrowing import narrowed
from steward.square.forum.queries.places import Places, places
from steward.square.forum.queries.topics import address, visible
from steward.square.forum.rules.asking import Asked, parse
from steward.square.forum.rules.rights import Standpoint
from steward.square.forum.rules.words import words_of

PAGE = 20
#: The newest that are put in order and counted; beyond, there are "more than".
COUNTED = 1_000
#: Topics with the words in their title, which come first however old.
TITLED = 200
#: Words of more documents than this are looked for from the newest post back, so many posts at first.
COMMON, _STEP = 10_000, 1_500
ORDERS = ("", "new", "answers")
SNIPPET = 220


class Candidate(NamedTuple):
    """What putting hits in order asks of a post."""

    pk: int
    number: int
    created_at: datetime
    reactions_count: int
    topic_id: int
    topic__posts_count: int
    topic__accepted_id: int | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A post with the words in it."""

    id: int
    number: int
    url: str
    title: SafeString | str
    snippet: SafeString | str
    topic: Topic
    category: Category
    author: Face | None
    created_at: datetime
    is_answer: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits; `total` counts no further than `COUNTED`, `more` says that there are more."""

    asked: Asked
    hits: tuple[Hit, ...]
    total: int
    more: bool
    number: int
    pages: int


def search(point: Standpoint, query: str, *, order: str = "", page: int = 1) -> Found:
    """Posts the standpoint may read that have the words and pass the filters; never raises.

    `order`: "" by relevance (titles first, then answers and what was liked), "new", or "answers" (busiest topics).
    """
    asked, everything = parse(query), places()
    if asked.is_empty:
        return Found(asked, (), 0, False, 1, 1)
    rows = Post.objects.filter(narrowed(asked, point, everything))
    found = _with_words(rows, asked)
    total, more = min(len(found), COUNTED), len(found) > COUNTED
    if order != "new":
        found = _ordered(found, _titled(rows, asked, found) if asked.words else [], order)
    pages = max(1, -(-total // PAGE))
    number = min(max(page, 1), pages)
    part = [row.pk for row in found[:COUNTED][(number - 1) * PAGE : number * PAGE]]
    return Found(asked, tuple(_hits(part, asked, everything)), total, more, number, pages)


def titled_topics(point: Standpoint, query: str, limit: int = 8) -> list[Topic]:
    """The newest topics the standpoint may read whose title has the words, for suggestions and the palette."""
    rows = visible(places().open_to(point))
    ids = matching(INDEX_TOPIC, query)
    return list(rows.filter(pk__in=ids).order_by("-created_at", "-pk")[:limit]) if ids else []


def _with_words(rows: QuerySet[Post], asked: Asked) -> list[Candidate]:
    """The newest hits, one more than are counted."""
    without = " ".join(asked.without)
    if not asked.words:
        for word in asked.without:
            rows = rows.exclude(pk__in=matching(INDEX_POST, word) or [])
        return _candidates(rows)
    if is_common(asked.text, COMMON) and (found := _walk(rows, asked, INDEX_POST, COUNTED + 1, 2)) is not None:
        return found
    ids = matching(INDEX_POST, asked.text, without)
    return _candidates(rows.filter(pk__in=ids)) if ids else []


def _titled(rows: QuerySet[Post], asked: Asked, found: Sequence[Candidate]) -> list[Candidate]:
    """The openings of the newest topics with the words in their title, as far as they are hits themselves."""
    titled = _with_titles(rows, asked)
    ids = [row.pk for row in titled]
    hits = {row.pk for row in found}
    if len(found) > COUNTED:
        hits |= having(INDEX_POST, ids, asked.text, " ".join(asked.without))
    return [row for row in titled if row.pk in hits]


def _with_titles(rows: QuerySet[Post], asked: Asked) -> list[Candidate]:
    openings = rows.filter(number=1)
    if is_common(asked.text, COMMON):
        return _walk(openings, asked, INDEX_TOPIC, TITLED, 1) or []
    ids = matching(INDEX_TOPIC, asked.text, " ".join(asked.without))
    return _candidates(openings.filter(topic__in=ids), TITLED) if ids else []


def _candidates(rows: QuerySet[Post], limit: int = COUNTED + 1, start: int = 0) -> list[Candidate]:
    ordered = rows.order_by("-created_at", "-pk").values_list(*Candidate._fields)
    return [Candidate(*row) for row in ordered[start : start + limit]]


def _walk(rows: QuerySet[Post], asked: Asked, kind: str, limit: int, steps: int) -> list[Candidate] | None:
    """From the newest post back, in growing steps, until there are enough hits; None when so many steps find few."""
    found: list[Candidate] = []
    key = "pk" if kind == INDEX_POST else "topic_id"
    start, step, without = 0, _STEP, " ".join(asked.without)
    for _turn in range(steps):
        part = _candidates(rows, step, start)
        hits = having(kind, [getattr(row, key) for row in part], asked.text, without)
        found += [row for row in part if getattr(row, key) in hits]
        if len(part) < step or len(found) >= limit:
            return found[:limit]
        start, step = start + step, step * 8
    return None


def _ordered(found: Sequence[Candidate], titled: Sequence[Candidate], order: str) -> list[Candidate]:
    """Titles first; among equals the newest, in which order they come."""
    if order == "answers":
        return sorted(found, key=lambda row: -row.topic__posts_count)
    first = {row.pk for row in titled}
    rest = [row for row in found if row.pk not in first]
    return [*sorted(titled, key=_worth), *sorted(rest, key=_worth)]


def _worth(row: Candidate) -> int:
    """Accepted answers and answered questions before openings before well-liked replies."""
    accepted = row.topic__accepted_id
    points = 4 if accepted == row.pk else 3 if accepted and row.number == 1 else 2 if row.number == 1 else 0
    return -(points + min(row.reactions_count, 12) // 3)


def _hits(ids: Sequence[int], asked: Asked, everything: Places) -> list[Hit]:
    posts = Post.objects.select_related("topic").in_bulk(ids)
    rows = [posts[pk] for pk in ids if pk in posts]
    authors = {row.author_id for row in rows if row.author_id}
    known = faces(authors) if authors else {}
    return [_hit(row, asked, everything, known) for row in rows]


def _hit(row: Post, asked: Asked, everything: Places, known: dict[int, Face]) -> Hit:
    topic = row.topic
    return Hit(
        id=row.pk,
        number=row.number,
        url=address(topic) if row.number == 1 else f"/p/{row.pk}/",
        title=snippet(topic.title, asked.text, 200),
        snippet=snippet(words_of(row.cooked), asked.text, SNIPPET),
        topic=topic,
        category=everything.rows[topic.category_id],
        author=known.get(row.author_id or 0),
        created_at=row.created_at,
        is_answer=topic.accepted_id == row.pk,
    )
