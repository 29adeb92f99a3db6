"""Why a case is in the queue, explained: who reported, which word of which list, which score."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from steward.care.clauses.public import REASONS, clause_for
from steward.care.conduct.models import Case, Signal
from steward.care.conduct.queries.records import Record, records_of
from steward.care.screening.public import Hit, Piece, Reason, hits_by_id, pieces, reasons_of
from steward.people.joining.public import Face, account_faces


@dataclass(frozen=True, slots=True)
class Explained:
    """A signal with what explains it."""

    signal: Signal
    title: str  # what was said to be wrong, by its clause where the code has one
    face: Face | None  # of who reported it
    record: Record
    rule: str = ""  # "Links of newcomers, version 3"
    words: Sequence[Piece] = ()  # with the marks of what hit
    reasons: Sequence[Reason] = ()
    features: Sequence[tuple[str, float]] = ()  # of a score: word and what it adds to the log-odds


def explained(case: Case) -> list[Explained]:
    """The signals of a case, the first first: four queries for any number."""
    signals = list(case.signals.order_by("at", "pk"))
    reporters = {signal.reporter_id for signal in signals if signal.reporter_id}
    shown, records = account_faces(reporters), records_of(reporters)
    hits = hits_by_id({signal.hit_id for signal in signals if signal.hit_id})
    return [
        _explained(
            signal, shown.get(signal.reporter_id or 0), records.get(signal.reporter_id or 0, Record()),
            hits.get(signal.hit_id or 0),
        )
        for signal in signals
    ]  # fmt: skip


def reason_title(code: str) -> str:
    """A reason as members read it: the title of its clause, its own words where the code has none."""
    clause = clause_for(code) if code else None
    return clause.title() if clause else str(REASONS.get(code, ""))


def _explained(signal: Signal, face: Face | None, record: Record, hit: Hit | None) -> Explained:
    title = reason_title(signal.code)
    if hit is not None:
        reasons = reasons_of(hit.reasons)
        rule = _("%(rule)s, version %(version)s") % {"rule": hit.rule.name, "version": hit.version}
        return Explained(signal, title, face, record, rule, pieces(hit.excerpt, reasons, starts=hit.starts), reasons)
    features = [(str(word), float(weight)) for word, weight in signal.evidence.get("features", [])]
    return Explained(signal, title, face, record, features=features)
