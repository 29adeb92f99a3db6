"""From rows of the stream to messages, remembering what passed by: authors, how much and what they said before."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from steward.care.screening.engine.fingerprint import Fingerprint, fingerprint_of
from steward.care.screening.engine.records import Message, Recent
from steward.care.screening.queries.authors import (
    MOST_RECENT,
    Author,
    authors_of,
    said_before,
)
from steward.care.screening.queries.messages import Past, Said, chances, message_of_said, text_of_said
from steward.care.screening.records import Asked
from steward.people.joining.enums import SERVICE
from steward.stream.activity.enums import SPEAKING
from steward.stream.activity.public import Activity, Channel, Source

_NOBODY, _NO_PRINT = Author(), fingerprint_of("")


class Reader:
    """Makes messages of rows that come in order; `needs` says what the rules ask, `since` when the first row was."""

    def __init__(self, needs: Asked, since: datetime) -> None:
        self._needs = needs
        self._since = since
        self._authors: dict[int, Author] = {}
        self._posts: dict[int, int] = {}
        self._said: dict[int, deque[Recent]] = defaultdict(lambda: deque(maxlen=MOST_RECENT))
        self._places = _places()
        self._counts, self._compares = "posts" in needs, "duplicate" in needs

    def place(self, row: Said) -> str:
        """Where the row was said: a category of the square, or a channel."""
        return self._places.get(row.channel_id) or f"channel:{row.channel_id}"

    def author(self, row: Said) -> Author:
        """Who said it, once `messages` has seen the row."""
        return self._authors.get(row.identity_id or 0, _NOBODY)

    def messages(self, rows: Sequence[Said]) -> list[Message]:
        """The rows for the engine: one query for authors not seen before, one for each kind of past that is asked."""
        self._meet(rows)
        made = [self._message(row) for row in rows]
        if "score" in self._needs and made:
            scores = chances([one.text for one in made])
            made = [replace(one, scores=each) for one, each in zip(made, scores, strict=True)]
        return made

    def _meet(self, rows: Sequence[Said]) -> None:
        new = {row.identity_id for row in rows if row.identity_id} - self._authors.keys()
        if not new:
            return
        known = authors_of(new)
        for row in rows:
            # Whom nobody saw before is here since now: when somebody was first seen is derived later.
            author = known.get(row.identity_id or 0)
            if author and author.since is None:
                known[row.identity_id or 0] = replace(author, since=row.occurred_at)
        self._authors |= dict.fromkeys(new, _NOBODY) | known
        if self._counts:
            self._posts |= said_before(new, self._since)
        if self._needs.looks_back:
            self._look_back(new)

    def _look_back(self, identities: set[int]) -> None:
        known = Activity.objects.filter(
            identity__in=identities, kind__in=SPEAKING, deleted_at=None,
            occurred_at__gte=self._since - self._needs.window, occurred_at__lt=self._since,
        )  # fmt: skip
        columns = known.order_by("occurred_at").values_list(
            "identity_id", "body", "markup", "occurred_at", "channel_id"
        )
        for identity, body, markup, at, channel in columns:
            self._take(identity or 0, text_of_said(body, markup), at, self._places.get(channel) or f"channel:{channel}")

    def _message(self, row: Said) -> Message:
        identity, place, text = row.identity_id, self.place(row), text_of_said(row.body, row.markup)
        if identity is None:
            return message_of_said(row, _NOBODY, place, text)
        past = Past()
        if self._counts:
            before = self._posts.get(identity, 0)
            self._posts[identity] = before + 1
            past = Past(before)
        if self._needs.looks_back:
            first = row.occurred_at - self._needs.window
            recent = tuple([one for one in self._said[identity] if one.at >= first])
            past = Past(past.posts, recent, self._take(identity, text, row.occurred_at, place))
        return message_of_said(row, self._authors.get(identity, _NOBODY), place, text, past)

    def _take(self, identity: int, text: str, at: datetime, place: str) -> Fingerprint:
        """Remember what was said. Without a rule that compares the words they are not kept."""
        own = fingerprint_of(text) if self._compares else _NO_PRINT
        self._said[identity].append(Recent(own, at, place))
        return own


def own_sources() -> set[int]:
    """The square among the sources: its posts are screened before they are published."""
    return set(Source.objects.filter(service=SERVICE).values_list("pk", flat=True))


def _places() -> dict[int, str]:
    """The square's channels as the categories they are."""
    rows = Channel.objects.filter(source__service=SERVICE, key__startswith="category-").values_list("pk", "key")
    return {pk: f"category:{key.removeprefix('category-')}" for pk, key in rows}
