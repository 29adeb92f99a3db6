"""The public log: what was decided, under which clause, and what became of it. Never a word of anybody's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from steward.care.appeals.public import Appeal, appeal_of
from steward.care.clauses.public import ClauseNow, wordings_of
from steward.care.conduct.enums import Level
from steward.care.conduct.public import Judgement, practice_now
from steward.care.oversight.enums import FINDER_OF, FINDERS, PUBLISH, SOURCES
from steward.care.oversight.models import Redaction
from steward.care.oversight.queries.openness import openness
from steward.care.oversight.rules.periods import midnight
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import NOBODY, Viewer, allowed
from steward.people.joining.public import Face, account_faces, faces
from steward.square.forum.public import places, standpoint

#: Entries on a page, and in the feed.
PAGE = 50
#: Days beyond these are no limit: the calendar's edge is no moment in every time zone.
SENSIBLE = date(1970, 1, 1), date(9000, 1, 1)
#: What may have become of a decision.
STATES = ("standing", "overturned", "redacted")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the log was narrowed to. "" and None are no limit."""

    clause: str = ""
    level: str = ""
    finder: str = ""  # of FINDERS
    state: str = ""  # of STATES
    since: date | None = None
    until: date | None = None  # that day too

    @property
    def is_narrow(self) -> bool:
        """Whether it asks for something a redacted entry must not give away."""
        return bool(self.clause or self.level or self.finder or self.state in {"standing", "overturned"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. Of a redacted one only number, time and reason are there."""

    number: int
    at: datetime
    redacted: str = ""
    level: str = ""
    level_label: str = ""
    clause_key: str = ""
    clause: ClauseNow | None = None
    version: int = 0
    finder: str = ""
    place: str = ""
    who: str = ""  # whom it was about, where the community shows it
    by: str = ""  # who decided, where the team shows it
    overturned_at: datetime | None = None
    by_appeal: bool = False
    appeal: str = ""  # "", open, upheld, overturned, withdrawn
    alone: bool = False  # nobody independent decided the appeal

    @property
    def finder_label(self) -> str:
        """Who found it, in the language in use."""
        return str(FINDERS[self.finder]) if self.finder else ""


def logged(asked: Asked | None = None) -> QuerySet[Judgement]:
    """Every judgement with effect that was asked for, the newest first. Everybody may read the log."""
    rows = Judgement.objects.exclude(level=Level.NONE).order_by("-at", "-pk")
    return _narrowed(rows, asked) if asked else rows


def _narrowed(rows: QuerySet[Judgement], asked: Asked) -> QuerySet[Judgement]:
    if asked.clause:
        rows = rows.filter(clause=asked.clause)
    if asked.level:
        rows = rows.filter(level=asked.level)
    if asked.finder:
        rows = rows.filter(source__in=SOURCES.get(asked.finder, ()))
    if asked.state in STATES:
        rows = rows.filter(redaction__isnull=asked.state != "redacted")
    if asked.state in {"standing", "overturned"}:
        rows = rows.filter(overturned_at__isnull=asked.state == "standing")
    if asked.is_narrow and not asked.state:
        rows = rows.filter(redaction__isnull=True)
    if asked.since and SENSIBLE[0] <= asked.since:
        rows = rows.filter(at__gte=midnight(min(asked.since, SENSIBLE[1])))
    if asked.until and asked.until <= SENSIBLE[1]:
        rows = rows.filter(at__lt=midnight(max(asked.until, SENSIBLE[0]) + timedelta(days=1)))
    return rows


def entries(judgements: Sequence[Judgement]) -> list[Entry]:
    """These judgements as lines of the log; a constant number of queries. `case` should be selected with them."""
    numbers = [row.pk for row in judgements]
    hidden = dict(Redaction.objects.filter(judgement__in=numbers).values_list("judgement_id", "reason"))
    known = _known(judgements)
    return [
        Entry(row.pk, row.at, redacted=hidden[row.pk]) if row.pk in hidden else _entry(row, known) for row in judgements
    ]


def entry_to_redact(viewer: Viewer, judgement_id: int) -> Entry:
    """One entry for who may redact it. Raises Forbidden, NotFound."""
    require(allowed(viewer, PUBLISH))
    row = logged().filter(pk=judgement_id).select_related("case").first()
    if row is None:
        raise NotFound
    return entries([row])[0]


@dataclass(frozen=True, slots=True)
class _Known:
    """What several entries need, read once."""

    clauses: Mapping[tuple[str, int], ClauseNow]
    appeals: Mapping[int, Appeal]
    open_places: frozenset[int]
    people: Mapping[int, Face]  # {} where members are not named
    team: Mapping[int, Face]  # {} where the team is not named


def _known(judgements: Sequence[Judgement]) -> _Known:
    named, shown = openness().members_named, practice_now().names_shown
    return _Known(
        wordings_of((row.clause, row.clause_version) for row in judgements),
        appeal_of(row.pk for row in judgements),
        places().open_to(standpoint(NOBODY)),
        faces(row.author_id for row in judgements if row.author_id) if named else {},
        account_faces(row.by_id for row in judgements if row.by_id) if shown else {},
    )


def _entry(row: Judgement, known: _Known) -> Entry:
    appeal = known.appeals.get(row.pk)
    who, by = known.people.get(row.author_id or 0), known.team.get(row.by_id or 0)
    return Entry(
        row.pk, row.at, level=row.level, level_label=row.get_level_display(), clause_key=row.clause,
        clause=known.clauses.get((row.clause, row.clause_version)), version=row.clause_version,
        finder=FINDER_OF.get(row.source, "human"),
        place=public_place(row.case.place, row.case.place_name, known.open_places),
        who=who.name if who else "", by=by.name if by else "", overturned_at=row.overturned_at,
        by_appeal=row.by_appeal, appeal=(appeal.outcome or appeal.state) if appeal else "",
        alone=bool(appeal and appeal.alone),
    )  # fmt: skip


def public_place(place: str, name: str, open_places: frozenset[int]) -> str:
    """The name of a place everybody may see; "" for letters, closed categories and channels."""
    kind, _colon, number = place.partition(":")
    return name if kind == "category" and number.isdigit() and int(number) in open_places else ""
