"""What this process has seen read and has not written down yet, and how far each reader has come.

Reading writes nothing on the way of an answer: pages leave notes here, and a moment later they are written together
(actions.mark_read). A reader's own marks count from the note on.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock

from django.db import connection

#: A topic nobody opened counts as new for this long.
FRESH = timedelta(days=60)


@dataclass(slots=True)
class Notes:
    """Views by topic; the furthest post read and the moment by (account, topic)."""

    views: Counter[int] = field(default_factory=Counter)
    reads: dict[tuple[int, int], tuple[int, datetime]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.views or self.reads)


_notes = Notes()
_lock = Lock()


def note_view(topic_id: int) -> None:
    """Somebody looked at a topic."""
    with _lock:
        _notes.views[topic_id] += 1


def note_read(account_id: int, topic_id: int, number: int, now: datetime) -> None:
    """An account has read a topic up to this post."""
    with _lock:
        before = _notes.reads.get((account_id, topic_id), (0, now))[0]
        _notes.reads[account_id, topic_id] = (max(before, number), now)


def take_notes() -> Notes:
    """Everything noted, to be written down; what is noted from now on stays for the next time."""
    global _notes
    with _lock:
        taken, _notes = _notes, Notes()
    return taken


def noted(account_id: int, topic_id: int) -> int:
    """The post up to which the account has read, as far as it was only noted; 0 for none."""
    return _notes.reads.get((account_id, topic_id), (0, None))[0]


@dataclass(frozen=True, slots=True)
class CaughtUpTo:
    """Up to which moments a reader said "all read": of everything, and by category."""

    everything: datetime
    categories: dict[int, datetime]

    def of(self, category_id: int) -> datetime:
        """The later of the two."""
        return max(self.everything, self.categories.get(category_id, self.everything))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reader has come in some topics: the last post read by topic, and what is done with."""

    read: dict[int, int]
    caught_up: CaughtUpTo

    def unread(self, topic_id: int, category_id: int, highest: int, last_post_at: datetime, now: datetime) -> int:
        """How many posts are unread: 0 for none, -1 for a topic that was never opened."""
        if last_post_at <= self.caught_up.of(category_id):
            return 0
        number = self.read.get(topic_id)
        if number is not None:
            return max(highest - number, 0)
        return -1 if last_post_at > now - FRESH else 0


_PROGRESS = (
    "SELECT topic_id, number, NULL FROM forum_readmark WHERE account_id = %s AND topic_id IN ({}) UNION ALL "
    "SELECT category_id, -1, CAST(at AS text) FROM forum_caughtup WHERE account_id = %s"
)


def progress(account_id: int, since: datetime, topics: Iterable[int]) -> Progress:
    """The reader's progress in these topics, one query. `since` is when the account was made: older is not missed."""
    topics = list(topics) or [0]
    with connection.cursor() as cursor:
        cursor.execute(_PROGRESS.format(",".join(["%s"] * len(topics))), [account_id, *topics, account_id])
        rows = cursor.fetchall()
    read = {topic: number for topic, number, at in rows if at is None}
    done = {category or 0: moment(at) for category, _number, at in rows if at is not None}
    for topic in topics:
        if here := noted(account_id, topic):
            read[topic] = max(here, read.get(topic, 0))
    return Progress(read, CaughtUpTo(max(since, done.pop(0, since)), done))


def moment(text: str) -> datetime:
    """A moment as both databases write it: SQLite without its zone, PostgreSQL with it."""
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at
