"""What goes into a report: the passages of this room and of every other, in every language."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import override

from steward.direction.reports.enums import Period
from steward.direction.reports.queries import moves, people
from steward.direction.reports.queries.figures import Figure, figures, is_quiet
from steward.direction.reports.queries.sentences import numbers_passage
from steward.direction.reports.records import Draft
from steward.direction.reports.rules.chapters import places
from steward.foundation.kernel.contracts import Passage, ReportPart
from steward.foundation.kernel.registry import items
from steward.people.access.public import Viewer

logger = logging.getLogger(__name__)
#: Places whose passages alone do not make a report: goals stand somewhere on the quietest day.
STANDING = {"goals"}


class Steps(Protocol):
    """Takes progress: a job's `Progress`."""

    def report(self, done: int, total: int | None = None, note: str = "", *, force: bool = False) -> None:
        """Take note."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything for one report. `quiet`: nothing happened and nobody has anything to say."""

    numbers: list[Figure]
    drafts: list[Draft]
    gaps: list[str]
    quiet: bool


def languages() -> list[str]:
    """Every language a report is written in."""
    return [code for code, _name in settings.LANGUAGES]


def gather(
    viewer: Viewer, *, period: str, style: str, since: date, until: date, progress: Steps | None = None
) -> Gathered:
    """Measure once, then let everybody speak. A part that breaks is left out and named in `gaps`."""
    parts = [part for part in items("report-parts") if period in part.periods]
    tell = progress.report if progress else _nowhere
    tell(0, len(parts) + 2)
    found = figures(viewer, period, since, until)
    tell(1, len(parts) + 2)
    gaps: list[str] = []
    others: list[Draft] = []
    for number, part in enumerate(parts):
        draft = _of_part(part, viewer, since, until, gaps)
        others += [draft] if draft else []
        tell(number + 2, len(parts) + 2)
    quiet = is_quiet(found) and not [draft for draft in others if draft.place not in STANDING]
    own = [] if quiet else _own(viewer, period, since, until, found)
    order = {place: number for number, place in enumerate(places(style, period))}
    drafts = sorted([*own, *others], key=lambda one: (order.get(one.place, len(order)), one.order, one.key))
    return Gathered(found, drafts, gaps, quiet)


def _own(viewer: Viewer, period: str, since: date, until: date, found: list[Figure]) -> list[Draft]:
    """The passages this room writes: figures, moves, stages, the retention curve."""
    drafts = [in_every_language("reports.numbers", "numbers", 10, lambda: numbers_passage(found))]
    why = moves.explained(viewer, period, since, until, found=found, languages=languages())
    if why:
        said = {language: _plain(passage) for language, passage in why.items()}
        drafts.append(Draft("reports.moves", "moves", 10, said, moves.questions(since, until, found)))
    if period == Period.MONTH:
        curve, flows = people.curve_of(viewer, until), people.flows_of(viewer, since, until)
        drafts.append(in_every_language("reports.flows", "people", 10, lambda: people.flows_passage(flows)))
        drafts.append(in_every_language("reports.curve", "people", 20, lambda: people.curve_passage(curve)))
    return [draft for draft in drafts if draft]


def _of_part(part: ReportPart, viewer: Viewer, since: date, until: date, gaps: list[str]) -> Draft | None:
    try:
        return in_every_language(part.key, part.place, part.order, lambda: part.write(viewer, since, until))
    except Exception:
        # One room's trouble must not cost the whole team its report.
        logger.exception("part %s of the report could not be written", part.key)
        gaps.append(part.key)
        return None


def in_every_language(key: str, place: str, order: int, write: Callable[[], Passage | None]) -> Draft | None:
    """The passage in every language; None as soon as one of them has nothing to say."""
    said = {}
    for language in languages():
        with override(language):
            passage = write()
        if passage is None or not (passage.sentences or passage.rows):
            return None
        said[language] = _plain(passage)
    return Draft(key, place, order, said)


def _plain(passage: Passage) -> dict[str, Any]:
    """JSON-ready, every text a plain string."""
    told = asdict(passage)
    return {
        "title": str(told["title"]),
        "sentences": [str(one) for one in told["sentences"]],
        "head": [str(one) for one in told["head"]],
        "rows": [[str(cell) for cell in row] for row in told["rows"]],
        "links": [[str(title), str(address)] for title, address in told["links"]],
    }


def _nowhere(_done: int, _total: int | None = None, _note: str = "", *, force: bool = False) -> None:
    """Progress nobody watches."""
