"""From rows of the stream to messages, remembering what passed by: authors, how much and what they said before."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from steward.care.screening.engine.fingerprint import fingerprint_of
from steward.care.screening.engine.records import Message, Recent
from steward.care.screening.queries.authors import (
    MOST_RECENT,
    Author,
    authors_of,
    said_before,
)
from steward.care.screening.queries.messages import Said, chances, message_of_said
from steward.care.screening.records import Asked
from steward.people.joining.enums import SERVICE
from steward.stream.activity.enums import SPEAKING
from steward.stream.activity.public import Activity, Channel, Source

_NOBODY = Author()


class Reader:
    """Makes messages of rows that come in order; `needs` says what the rules ask, `since` when the first row was."""

    def __init__(self, needs: Asked, since: datetime) -> None:
        self._needs = needs
        self._since = since
        self._authors: dict[int, Author] = {}
        self._posts: dict[int, int] = {}
        self._said: dict[int, deque[_Past]] = defaultdict(lambda: deque(maxlen=MOST_RECENT))
        self._places = _places()

    def place(self, row: Said) -> str:
        """Where the row was said: a category of the square, or a channel."""
        return self._places.get(row.channel_id) or f"channel:{row.channel_id}"

    def author(self, row: Said) -> Author:
        """Who said it, once `messages` has seen the row."""
        return self._authors.get(row.identity_id or 0, _NOBODY)

    def messages(self, rows: Sequence[Said]) -> list[Message]:
        """The rows for the engine: one query for authors not seen before, one for each kind of past that is asked."""
        self._meet(rows)
        made = [self._with_past(row, message_of_said(row, self.author(row), self.place(row))) for row in rows]
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
        if "posts" in self._needs:
            self._posts |= said_before(new, self._since)
        if self._needs.looks_back:
            self._look_back(new)

    def _look_back(self, identities: set[int]) -> None:
        known = Activity.objects.filter(
            identity__in=identities, kind__in=SPEAKING, deleted_at=None,
            occurred_at__gte=self._since - self._needs.window, occurred_at__lt=self._since,
        )  # fmt: skip
        columns = known.order_by("occurred_at").values_list("identity_id", "body", "occurred_at", "channel_id")
        for identity, body, at, channel in columns:
            self._take(identity or 0, body, at, self._places.get(channel) or f"channel:{channel}")

    def _with_past(self, row: Said, message: Message) -> Message:
        if row.identity_id is None:
            return message
        if "posts" in self._needs:
            before = self._posts.get(row.identity_id, 0)
            self._posts[row.identity_id] = before + 1
            message = replace(message, author_posts=before)
        if self._needs.looks_back:
            message = replace(message, recent=self._recent(row))
            self._take(row.identity_id, row.body, row.occurred_at, message.place)
        return message

    def _recent(self, row: Said) -> tuple[Recent, ...]:
        """What counts beside the row. Fingerprints cost more than all the rest: only these get one."""
        first = row.occurred_at - self._needs.window
        prints = "duplicate" in self._needs
        return tuple(past.recent(prints=prints) for past in self._said[row.identity_id or 0] if past.at >= first)

    def _take(self, identity: int, body: str, at: datetime, place: str) -> None:
        self._said[identity].append(_Past(body, at, place))


@dataclass(slots=True)
class _Past:
    """Something an author said."""

    text: str
    at: datetime
    place: str
    made: Recent | None = None

    def recent(self, *, prints: bool) -> Recent:
        """For the engine, made once."""
        if self.made is None:
            self.made = Recent(fingerprint_of(self.text) if prints else "", self.at, self.place)
            self.text = ""
        return self.made


def own_sources() -> set[int]:
    """The square among the sources: its posts are screened before they are published."""
    return set(Source.objects.filter(service=SERVICE).values_list("pk", flat=True))


def _places() -> dict[int, str]:
    """The square's channels as the categories they are."""
    rows = Channel.objects.filter(source__service=SERVICE, key__startswith="category-").values_list("pk", "key")
    return {pk: f"category:{key.removeprefix('category-')}" for pk, key in rows}
