"""Decisions on other rooms' screens: lines, passages, fragments."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.direction.decisions.enums import VIEW, Kind, State, Verdict
from steward.direction.decisions.models import Resolution
from steward.direction.decisions.queries.listing import due_between, loaded, outcomes, resolutions, soon
from steward.direction.decisions.queries.telling import states
from steward.direction.decisions.records import ResolutionState
from steward.foundation.kernel.contracts import Done, PaletteHit, Passage, Work
from steward.foundation.ui.formats import day, in_a_row
from steward.people.access.public import Viewer
from steward.people.notify.public import Line
from steward.stream.insights.public import today

#: Lines of a passage, hits of the palette, decisions offered as work.
MOST_LINES, MOST_HITS, MOST_WORKS = 8, 8, 200


def find(viewer: Viewer, words: str) -> list[PaletteHit]:
    """Decisions by their words."""
    rows = resolutions(viewer).filter(statement__icontains=words).order_by("-made_at")[:MOST_HITS]
    return [PaletteHit(one.statement, one.url, one.sentence, "gavel") for one in states(list(rows))]


def load(viewer: Viewer, ids: Sequence[int]) -> dict[int, Work]:
    """Decisions as pieces of work."""
    found = list(loaded(viewer, ids).values())
    return {one.id: _work(one) for one in states(found)}


def current(viewer: Viewer) -> list[Work]:
    """What is under way, newest first."""
    if not viewer.can(VIEW):
        return []
    rows = resolutions(viewer).filter(state__in=(State.OPEN, State.MEASURED)).order_by("-made_at")[:MOST_WORKS]
    return [_work(one) for one in states(list(rows))]


def _work(one: ResolutionState) -> Work:
    return Work(one.id, one.statement, one.url, one.state in {State.OPEN, State.MEASURED}, one.sentence)


def deeds(viewer: Viewer, facts: Sequence[Any]) -> list[Done]:
    """Decisions as what the team did. One to act moves numbers; one to watch or accept is only said."""
    rows = loaded(viewer, [fact.data["resolution_id"] for fact in facts])
    found = []
    for fact in facts:
        row = rows.get(fact.data["resolution_id"])
        if row is None:
            continue
        made = fact.type == "decisions.resolved"
        text = (_("Decided: %(what)s") if made else _("Withdrawn: %(what)s")) % {"what": row.statement}
        weight = 2.0 if row.kind == Kind.ACT else 0.1
        found.append(Done(fact.at, text, f"/console/decisions/{row.pk}/", "gavel", weight))
    return found


def passage(viewer: Viewer, since: date, until: date) -> Passage | None:
    """What last time's decisions did, and which come next; None when nothing was measured and nothing is due."""
    if not viewer.can(VIEW):
        return None
    measured = outcomes(viewer, *_told_days(since, until))
    coming = due_between(viewer, *soon(until))
    if not measured and not coming:
        return None
    sentences = [_told(one) for one in measured[:MOST_LINES]]
    if len(measured) > MOST_LINES:
        more = len(measured) - MOST_LINES
        words = ngettext("%(n)s more decision was measured.", "%(n)s more decisions were measured.", more)
        sentences.append(words % {"n": more})
    sentences += [
        _("Due on %(day)s: “%(what)s”") % {"day": day(one.due), "what": one.statement} for one in coming[:MOST_LINES]
    ]
    links = tuple((one.statement, one.url) for one in (*measured[:MOST_LINES], *coming[:MOST_LINES]))
    return Passage(_("What our decisions did"), tuple(sentences), links=links)


def _told_days(since: date, until: date) -> tuple[date, date]:
    """The days whose measurements a report of `since` to `until` tells.

    A decision is measured in the night after the days it is about. A report written when its days are over tells the
    measurements of that night too, and leaves those of its own first night to the report before.
    """
    shift = timedelta(days=1) if until <= today() else timedelta(0)
    return since + shift, until + shift


def _told(one: ResolutionState) -> str:
    told = {"what": one.statement, "outcome": Verdict(one.verdict).label if one.verdict else ""}
    head = (_("“%(what)s”: %(outcome)s.") if one.verdict else _("“%(what)s”:")) % told
    return in_a_row((head, one.hoped, one.sentence, one.judged, one.caveat))


def mine_line(params: Mapping[str, Any]) -> Line:
    """Somebody decided something for one to see to."""
    return Line(_("You own a new decision"), str(params.get("statement", "")), "gavel")


def measured_line(params: Mapping[str, Any]) -> Line:
    """What came of it."""
    text = {
        "worked": _("A decision worked"),
        "did_not": _("A decision did not work"),
        "cannot_tell": _("It cannot be told whether a decision worked"),
    }.get(str(params.get("verdict", "")), _("A decision was measured"))
    return Line(text, str(params.get("statement", "")), "gavel")


def look_again_line(params: Mapping[str, Any]) -> Line:
    """Its day has come."""
    return Line(_("Look again: the day of a decision has come"), str(params.get("statement", "")), "gavel")


def payload(fact: Mapping[str, Any]) -> dict[str, Any] | None:
    """What other systems hear."""
    row = Resolution.objects.prefetch_related("measurements").filter(pk=fact["resolution_id"]).first()
    if row is None or fact.get("early"):
        return None
    told = states([row])[0]
    return {
        "decision": {
            "id": row.pk, "kind": row.kind, "state": row.state, "statement": row.statement, "metric": row.metric,
            "baseline": row.baseline, "expected": row.expected, "starts": row.starts.isoformat(),
            "due": row.due.isoformat() if row.due else None, "after": told.after, "effect": told.effect,
            "low": told.low, "high": told.high, "method": told.method or None, "verdict": row.verdict or None,
        }
    }  # fmt: skip
