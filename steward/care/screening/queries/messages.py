"""From drafts and activities to what the engine is shown."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.html import strip_tags

from steward.care.classifier.public import score
from steward.care.screening.engine.fingerprint import Fingerprint
from steward.care.screening.engine.records import Message, Recent
from steward.care.screening.queries.authors import (
    Author,
    account_age,
    authors_of,
    last_post_at,
    posts_of,
    said_lately,
)
from steward.care.screening.records import Asked
from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import Draft
from steward.stream.activity.enums import SPEAKING, Form, Kind, Markup
from steward.stream.activity.public import Activity

_LINK = re.compile(r"""https?://[^\s<>"'|)\]，。；、）】]{3,500}""", re.IGNORECASE)
_MENTION = re.compile(r"<@[\w!&]+>|(?<![\w@])@[\w\u4e00-\u9fff][\w.\-\u4e00-\u9fff]*")
_PICTURE = re.compile(r"<img\b|!\[[^\]]*\]\(")
#: Longer messages are screened up to here.
LONGEST = 40_000


class Said(NamedTuple):
    """A row of the stream as far as rules look at it."""

    seq: int
    id: int
    source_id: int
    channel_id: int
    kind: str
    form: str
    occurred_at: datetime
    identity_id: int | None
    title: str
    body: str
    markup: str
    language: str
    deleted_at: datetime | None
    exercise: str


def read_said(after: int, limit: int) -> list[Said]:
    """Rows of the stream after that number, in order: for `journal.advance`."""
    rows = Activity.objects.filter(seq__gt=after).order_by("seq").values_list(*Said._fields)[:limit]
    return [Said(*row) for row in rows]


def said_since(since: datetime, after: int, limit: int) -> list[Said]:
    """What was said since then, in order of id, after that id."""
    rows = Activity.objects.filter(
        pk__gt=after, occurred_at__gte=since, kind__in=SPEAKING, deleted_at=None, exercise=""
    ).order_by("pk")
    # What is asked for needs not be read again: dates are dear to read.
    columns = rows.values_list(*(name for name in Said._fields if name not in {"deleted_at", "exercise"}))
    return [Said._make((*row, None, "")) for row in columns[:limit]]


def message_of_draft(draft: Draft, needs: Asked, text: str | None = None) -> Message:
    """A draft for the engine, with what these leaves ask of its author; `text` stands for words replaced already."""
    return Message(
        text=draft.source if text is None else text,
        title=draft.title,
        html_text=draft.text,
        author_age_days=account_age(draft.account_id) if "age_days" in needs else None,
        author_level=draft.level,
        author_posts=posts_of(draft.identity_id) if "posts" in needs else None,
        is_team=draft.is_team,
        links=draft.links,
        pictures=draft.pictures,
        mentions=draft.mentions,
        language=draft.language,
        place=draft.place,
        kind="post",
        opens=draft.opens,
        at=clock.now(),
        recent=said_lately(draft.identity_id, needs.window, without=draft.edits) if needs.looks_back else (),
        scores=scorer(draft.text) if "score" in needs else None,
        author=_name(draft.identity_id) if "author" in needs else "",
    )


def _name(identity_id: int | None) -> str:
    found = authors_of([identity_id]) if identity_id else {}
    return next((author.name for author in found.values()), "")


def scorer(text: str) -> Callable[[], Mapping[str, float]]:
    """Asks the classifier when a rule first wants to know."""
    return lambda: chances([text])[0]


def chances(texts: Sequence[str]) -> list[dict[str, float]]:
    """The classifier's probabilities by reason code, for each text."""
    return [dict(one.chances) for one in score(texts)]


def wants_wait(identity_id: int | None, minutes: int) -> bool:
    """Whether the author posted less than so many minutes ago."""
    last = last_post_at(identity_id)
    return last is not None and (clock.now() - last).total_seconds() < minutes * 60


def links_in(text: str) -> tuple[str, ...]:
    """The addresses written in a text."""
    return tuple(_LINK.findall(text)) if "://" in text else ()


class Past(NamedTuple):
    """What an author did before a row: how much, what lately; and the fingerprint kept of the row itself."""

    posts: int | None = None
    recent: tuple[Recent, ...] = ()
    fingerprint: Fingerprint | None = None


def text_of_said(body: str, markup: str) -> str:
    """The words of a row without markup, as far as they are screened."""
    body = body[:LONGEST]
    return html.unescape(strip_tags(body)) if markup == Markup.HTML else body


_NO_PAST = Past()


def message_of_said(row: Said, author: Author, place: str, text: str, past: Past = _NO_PAST) -> Message:
    """One row of the stream for the engine; `text` as `text_of_said` gives it."""
    body = row.body[:LONGEST]
    return Message(
        text=text,
        title=row.title,
        author_age_days=author.age_days(row.occurred_at),
        author_posts=past.posts,
        is_team=author.is_team,
        links=links_in(body),
        pictures=_pictures(body) + (row.form == Form.IMAGE),
        mentions=len(set(_MENTION.findall(body))) if "@" in body else 0,
        language=row.language,
        place=place,
        kind="post" if place.startswith("category:") else "activity",
        opens=row.kind == Kind.POST,
        at=row.occurred_at,
        recent=past.recent,
        author=author.name,
        fingerprint=past.fingerprint,
    )


def _pictures(body: str) -> int:
    return len(_PICTURE.findall(body)) if "<" in body or "![" in body else 0
