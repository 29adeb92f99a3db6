"""Bringing something into the queue: one open case for each subject, one signal for each reason."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from steward.care.clauses.public import REASONS, clause_for
from steward.care.conduct.enums import Source
from steward.care.conduct.events import CaseOpened, Signalled
from steward.care.conduct.models import Case, Signal
from steward.care.conduct.queries.practice import practice_now
from steward.care.conduct.queries.subjects import flaggable, subject
from steward.care.conduct.rules.conflict import REVIEW
from steward.care.conduct.rules.priority import UNNAMED, WEIGHTS, leading_code, priority, trust
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import Flagged
from steward.foundation.kernel.ruling import Allowed, Denied, Invalid, Ruling, require
from steward.people.access.public import Viewer, allowed


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something comes into the queue. `weight` None is the usual one of its source."""

    source: str
    code: str = ""
    note: str = ""
    reporter_id: int | None = None
    weight: float | None = None
    hit_id: int | None = None
    evidence: dict[str, Any] = field(default_factory=dict)


def open_case(
    *, actor: Viewer, kind: str, subject_id: int, reason: Reason, now: datetime | None = None
) -> tuple[Case, Signal | None]:
    """Add a reason to the open case of this subject, opening it when there is none; one transaction.

    Several at once end in one case. The signal is None when the same reason was there already (a hit, a held post, a
    proposal). Raises NotFound for what does not exist, Forbidden (`may_open`; whoever reports was asked by `report`),
    Invalid for a code nobody knows and for a second report by the same person.
    """
    if reason.source != Source.REPORT:
        require(may_open(actor, kind, subject_id))
    if reason.code and reason.code not in REASONS:
        raise Invalid({"code": _("Choose what is wrong.")})
    now = now or clock.now()
    with transaction.atomic():
        case = locked_or_made(kind, subject_id, now, actor)
        signal = _signal(case, reason, now)
        if signal is not None:
            reckon(case)
            publish(Signalled(case.pk, signal.pk, signal.source), actor=actor.name)
    return case, signal


def may_open(actor: Viewer, kind: str, subject_id: int) -> Ruling:
    """Whether they may bring it before the team without a report: who reviews what stands there, and Steward itself.

    What is private comes from the people in it, with their name: nobody else has read it. Raises NotFound.
    """
    known = flaggable(kind)
    if known.private:
        return Denied(_("This is private. It comes before the team when somebody it was sent to reports it."))
    right = allowed(actor, REVIEW)
    if not right or actor.is_system:
        return right
    ruling: Ruling = known.may_judge(actor, subject(kind, subject_id))
    return ruling if isinstance(ruling, Denied) else Allowed()


def locked_or_made(kind: str, subject_id: int, now: datetime, actor: Viewer) -> Case:
    """The open case of the subject, its row locked; made when there is none. Two at once make one."""
    open_ones = Case.objects.select_for_update(of=("self",)).filter(kind=kind, subject_id=subject_id, decided_at=None)
    found = open_ones.first()
    while found is None:
        try:
            with transaction.atomic():
                found = _made(subject(kind, subject_id), now)
                publish(CaseOpened(found.pk), actor=actor.name)
        except IntegrityError:  # somebody else made it meanwhile; it may even be decided again by now
            found = open_ones.first()
    return found


def _made(thing: Flagged, now: datetime) -> Case:
    return Case.objects.create(
        kind=thing.kind, subject_id=thing.id, author_id=thing.author, place=thing.place[:40],
        place_name=thing.place_name[:255], title=thing.title[:300], text=thing.text, html=thing.html,
        url=thing.url[:500], written_at=thing.at, readers=thing.readers, held=thing.state == "waiting",
        opened_at=now, due_at=now,
    )  # fmt: skip


def _signal(case: Case, reason: Reason, now: datetime) -> Signal | None:
    """Write the reason down; None where it is there already."""
    known = Signal.objects.filter(case=case, source=reason.source)
    if reason.hit_id is not None and Signal.objects.filter(hit_id=reason.hit_id).exists():
        return None
    if reason.source in {Source.HELD, Source.MODEL} and known.exists():
        return None
    if reason.reporter_id is not None and known.filter(reporter=reason.reporter_id).exists():
        raise Invalid(_("You have reported this already. The team will look at it."))
    weight = WEIGHTS.get(Source(reason.source), 1.0) if reason.weight is None else reason.weight
    return Signal.objects.create(
        case=case, source=reason.source, code=reason.code, note=reason.note.strip()[:1000],
        reporter_id=reason.reporter_id, weight=weight, hit_id=reason.hit_id, evidence=reason.evidence, at=now,
    )  # fmt: skip


def reckon(case: Case) -> None:
    """Work out again what the case's signals say together: reason, severity, trust, priority, when it is due.

    Its version moves on.
    """
    practice = practice_now()
    signals = list(case.signals.values_list("source", "code", "weight"))
    case.code = leading_code((code, weight) for _source, code, weight in signals)
    clause = clause_for(case.code) if case.code else None
    case.severity = clause.severity if clause else UNNAMED
    case.trust = trust(weight for _source, _code, weight in signals)
    case.disturbing = case.disturbing or any(code in practice.disturbing for _source, code, _weight in signals)
    case.held = case.held or any(source == Source.HELD for source, _code, _weight in signals)
    case.signals_count = len(signals)
    case.priority = priority(case.severity, case.readers, case.trust)
    case.due_at = case.opened_at + timedelta(hours=practice.hours_for(case.severity), seconds=case.paused_seconds)
    case.version += 1
    case.save(update_fields=_RECKONED)


_RECKONED = ("code", "severity", "trust", "disturbing", "held", "signals_count", "priority", "due_at", "version")
