"""Chain sign-ups as pages draw them, as the text people paste into chats, and as a table."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from steward.foundation.kernel import clock
from steward.people.joining.public import Face, faces
from steward.square.forum.models import Chain, ChainEntry


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line: `place` counts from 1 without gaps; beyond the limit it waits."""

    place: int
    identity_id: int
    face: Face | None
    text: str
    people: int
    at: datetime
    waits: bool

    @property
    def name(self) -> str:
        """Who it is, for text and tables."""
        return self.face.name if self.face else "—"


@dataclass(frozen=True, slots=True)
class ChainRow:
    """A sign-up with its lines, the same for every reader."""

    topic_id: int
    limit: int | None
    example: str
    closes_at: datetime | None
    is_closed: bool
    entries: tuple[EntryRow, ...]

    @property
    def places(self) -> int | None:
        """Places still free, None without a limit."""
        return None if self.limit is None else max(self.limit - len(self.entries), 0)

    @property
    def people(self) -> int:
        """How many come, those who wait aside."""
        return sum(entry.people for entry in self.entries if not entry.waits)

    def own(self, identities: frozenset[int]) -> EntryRow | None:
        """The line of whoever has these identities."""
        return next((entry for entry in self.entries if entry.identity_id in identities), None)


def chain_of(topic_id: int, now: datetime | None = None) -> ChainRow | None:
    """The sign-up of a topic, None when it has none: three queries. Whoever calls it has shown the topic already."""
    chain = Chain.objects.filter(topic=topic_id).first()
    if chain is None:
        return None
    rows = list(ChainEntry.objects.filter(chain=chain).order_by("pk"))
    known = faces({row.identity_id for row in rows}) if rows else {}
    entries = tuple(
        EntryRow(
            place, row.identity_id, known.get(row.identity_id), row.text, row.people, row.at,
            chain.limit is not None and place > chain.limit,
        )
        for place, row in enumerate(rows, 1)
    )  # fmt: skip
    closed = chain.closes_at is not None and chain.closes_at <= (now or clock.now())
    return ChainRow(topic_id, chain.limit, chain.example, chain.closes_at, closed, entries)


def as_text(title: str, chain: ChainRow) -> str:
    """The list as it goes round in group chats: a title, then "1. name words", as 微信接龙 writes it."""
    lines = [f"#接龙\n{title}"]
    if chain.example:
        lines.append(_("For example: %(example)s") % {"example": chain.example})
    lines.append("")
    waiting = False
    for entry in chain.entries:
        if entry.waits and not waiting:
            waiting = True
            lines += ["", _("Waiting:")]
        extra = f" +{entry.people - 1}" if entry.people > 1 else ""
        lines.append(f"{entry.place}. {entry.name}{' ' + entry.text if entry.text else ''}{extra}")
    return "\n".join(lines) + "\n"
