"""Build the sentences on what moved, so that no page waits for the lake."""

import logging
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import translation

from steward.direction.today.enums import MOST_EXPLAINED
from steward.direction.today.models import Told
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.stream.activity.public import Activity
from steward.stream.insights.public import Overview, Sentence, explain, overview, today

log = logging.getLogger(__name__)
#: With nothing for so many days the last weeks with activity are told of.
_QUIET_DAYS = 92
_WEEKS = timedelta(days=28)


def tell_moves(*, actor: Viewer) -> Told:
    """Build them in every language and keep them; what was kept stays when it fails. Raises Forbidden."""
    require(allowed(actor, "insights.view"))
    until = _until()
    rows = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            rows[code] = _rows(actor, overview(actor, since=until - _WEEKS, until=until))
    told, _new = Told.objects.update_or_create(
        pk=1, defaults={"at": clock.now(), "since": until - _WEEKS, "until": until, "rows": rows}
    )
    return told


def _until() -> date:
    """The day after the last one told of: today, or the day after the newest activity where that is long past."""
    newest = Activity.objects.order_by("-occurred_at").values_list("occurred_at", flat=True).first()
    past = newest is not None and (today() - newest.date()).days > _QUIET_DAYS
    return newest.date() + timedelta(days=1) if newest is not None and past else today()


def _rows(actor: Viewer, found: Overview) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for sentence in _different(found):
        why = _why(actor, sentence.key, found) if len(rows) < MOST_EXPLAINED else ()
        text, *more = why or (sentence.text,)  # an explanation begins with what moved
        rows.append({"key": sentence.key, "text": text, "good": sentence.good, "why": more})
    return rows


def _different(found: Overview) -> list[Sentence]:
    """The sentences, without those that only repeat the figures of another (who joined, who was active first)."""
    by_figures: dict[tuple[float | None, float | None], Sentence] = {}
    for sentence in found.sentences:
        answer = found.answers[sentence.key]
        before = answer.change.before.value if answer.change else None
        by_figures.setdefault((answer.value, before), sentence)
    return list(by_figures.values())


def _why(actor: Viewer, key: str, found: Overview) -> tuple[str, ...]:
    """The two sentences of the explanation; none where it cannot be had: the number still stands."""
    try:
        return explain(actor, key, since=found.since, until=found.until).sentences
    except Exception:
        log.exception("today: %s could not be explained", key)
        return ()
