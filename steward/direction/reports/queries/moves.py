"""What moved and why: the explanation of insights for the strongest moves, in sentences."""

import logging
from datetime import date, timedelta
from math import log
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from steward.direction.reports.queries.figures import VANITY, Figure, moved
from steward.direction.reports.queries.sentences import move_sentence
from steward.direction.reports.rules.windows import before
from steward.foundation.kernel.contracts import Passage
from steward.foundation.ui.formats import in_a_row
from steward.people.access.public import Viewer
from steward.stream.insights.public import explain

logger = logging.getLogger(__name__)
MOST = 4


def strongest(found: list[Figure]) -> list[Figure]:
    """What moved beyond chance, strongest first; numbers that only count the crowd come after the others."""
    return sorted(moved(found), key=lambda one: (one.key in VANITY, -_strength(one)))[:MOST]


def explained(
    viewer: Viewer, period: str, since: date, until: date, *, found: list[Figure], languages: list[str]
) -> dict[str, Passage]:
    """The passage of moves in each language; {} when nothing moved beyond chance."""
    chosen = strongest(found)
    said: dict[str, list[str]] = {language: [] for language in languages}
    for figure in chosen:
        for language in languages:
            with override(language):
                why = _why(viewer, figure.key, since, until, before(period, since, until))
                said[language].append(in_a_row(why) if why else move_sentence(figure))
    passages = {}
    for language in languages if chosen else []:
        with override(language):
            passages[language] = Passage(_("What moved beyond chance"), tuple(said[language]))
    return passages


def questions(since: date, until: date, found: list[Figure]) -> tuple[dict[str, Any], ...]:
    """The question behind each move, for what can be decided about it."""
    days = {"since": since.isoformat(), "until": (until - timedelta(days=1)).isoformat()}
    return tuple({"metric": figure.key, **days} for figure in strongest(found))


def _why(viewer: Viewer, key: str, since: date, until: date, earlier: tuple[date, date]) -> tuple[str, ...]:
    """The two sentences of the explanation; () where there is none."""
    try:
        found = explain(viewer, key, since=since, until=until, before=earlier)
        return tuple(str(sentence) for sentence in found.sentences)
    except Exception:
        # A report without its "why" is worth more than none.
        logger.exception("no explanation of %s for the report", key)
        return ()


def _strength(figure: Figure) -> float:
    if not figure.before or not figure.value or figure.value <= 0 or figure.before <= 0:
        return 9.0
    return abs(log(figure.value / figure.before))
