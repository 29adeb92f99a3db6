"""Polls as pages draw them."""

from dataclasses import dataclass
from datetime import datetime

from steward.foundation.kernel import clock
from steward.square.forum.enums import ShowResults
from steward.square.forum.models import Poll


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option with its votes; `share` is that of the voters, 0 to 1, None while nobody has voted."""

    id: int
    text: str
    votes: int
    share: float | None


@dataclass(frozen=True, slots=True)
class PollRow:
    """A poll, the same for every reader: `shows(chosen)` says whether one sees the numbers."""

    topic_id: int
    choices: int
    show_results: str
    closes_at: datetime | None
    is_closed: bool
    voters: int
    options: tuple[OptionRow, ...]

    @property
    def several(self) -> bool:
        """Whether one may choose more than one option."""
        return self.choices > 1

    def shows(self, chosen: frozenset[int] = frozenset()) -> bool:
        """Whether a reader who chose these options sees the numbers."""
        if self.show_results == ShowResults.ALWAYS or self.is_closed:
            return True
        return self.show_results == ShowResults.VOTED and bool(chosen)


def poll_of(topic_id: int, now: datetime | None = None) -> PollRow | None:
    """The poll of a topic, None when it has none: two queries. Whoever calls it has shown the topic already."""
    poll = Poll.objects.filter(topic=topic_id).first()
    if poll is None:
        return None
    options = tuple(
        OptionRow(row.pk, row.text, row.votes, row.votes / poll.voters if poll.voters else None)
        for row in poll.options.order_by("position", "pk")
    )
    closed = poll.closes_at is not None and poll.closes_at <= (now or clock.now())
    return PollRow(topic_id, poll.choices, poll.show_results, poll.closes_at, closed, poll.voters, options)
