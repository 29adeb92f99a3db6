"""Editing a draft: words of one's own, passages left out, moved, rewritten; holding it back; throwing it away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from steward.direction.reports.actions.write_report import words_of
from steward.direction.reports.enums import EDIT, LONGEST, OPEN, State
from steward.direction.reports.errors import ChangedMeanwhile, NotOpen
from steward.direction.reports.events import ReportChanged
from steward.direction.reports.models import Report, ReportPassage
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed


@dataclass(frozen=True, slots=True)
class Edit:
    """What is changed. `texts` maps (passage, language) to Markdown; "" gives the passage its own words back.

    `order` names every passage; `hidden` those that are left out. None leaves things as they are.
    """

    note: Mapping[str, str] = field(default_factory=dict)  # language → Markdown on top
    texts: Mapping[tuple[int, str], str] = field(default_factory=dict)
    order: Sequence[int] | None = None
    hidden: frozenset[int] | None = None


@transaction.atomic
def edit_report(*, actor: Viewer, report_id: int, version: int, edit: Edit) -> Report:
    """Change a draft as somebody saw it at `version`. Numbers stay frozen: rewritten passages say who rewrote them.

    Raises ChangedMeanwhile, NotOpen, Invalid for unknown passages and languages and for texts that are too long.
    """
    report = open_report(actor, report_id, version)
    rows = {row.pk: row for row in report.passages.all()}
    _check(edit, rows)
    for language, text in edit.note.items():
        report.note[language] = text.strip()
    now = clock.now()
    for (passage, language), text in edit.texts.items():
        _rewrite(rows[passage], language, text.strip(), actor, now)
    for position, passage in enumerate(edit.order or ()):
        rows[passage].position = position
    for passage, row in rows.items() if edit.hidden is not None else ():
        row.shown = passage not in (edit.hidden or ())
    ReportPassage.objects.bulk_update(rows.values(), ["position", "shown", "edited"])
    if report.state == State.WRITTEN:
        report.state = State.EDITED
    report.words = words_of(report)
    return _changed(report, actor, "passages")


@transaction.atomic
def hold_report(*, actor: Viewer, report_id: int, version: int) -> Report:
    """Keep a draft from going out by the clock until somebody sends or releases it."""
    report = open_report(actor, report_id, version)
    report.state = State.HELD
    return _changed(report, actor, "held")


@transaction.atomic
def release_report(*, actor: Viewer, report_id: int, version: int) -> Report:
    """Let a report that was held back go out at its time, at once when that is past."""
    report = open_report(actor, report_id, version)
    if report.state == State.HELD:
        report.state = (
            State.EDITED if report.note or any(row.edited for row in report.passages.all()) else State.WRITTEN
        )
    return _changed(report, actor, "released")


@transaction.atomic
def discard_report(*, actor: Viewer, report_id: int, version: int) -> None:
    """Throw a draft away. One of a plan is kept as skipped: it is not written again by itself."""
    report = open_report(actor, report_id, version)
    publish(ReportChanged(report.pk, "discarded"), actor=actor.name)
    if report.plan_id is None:
        report.delete()
        return
    report.state, report.why, report.sends_at = State.SKIPPED, "discarded", None
    report.version += 1
    report.save(update_fields=["state", "why", "sends_at", "version"])


def open_report(actor: Viewer, report_id: int, version: int) -> Report:
    """A draft, locked in the caller's transaction, for somebody who may edit."""
    require(allowed(actor, EDIT))
    report = Report.objects.select_for_update(of=("self",)).filter(pk=report_id).first()
    if report is None:
        raise NotFound
    if report.state not in OPEN:
        raise NotOpen
    if report.version != version:
        raise ChangedMeanwhile
    return report


def _changed(report: Report, actor: Viewer, what: str) -> Report:
    report.version += 1
    report.save(update_fields=["state", "note", "words", "version"])
    publish(ReportChanged(report.pk, what), actor=actor.name)
    return report


def _rewrite(row: ReportPassage, language: str, text: str, actor: Viewer, now: datetime) -> None:
    if not text:
        row.edited.pop(language, None)
    elif row.edited.get(language, {}).get("text") != text:
        row.edited[language] = {"text": text, "by": actor.account_id, "at": now.isoformat()}


def _check(edit: Edit, rows: Mapping[int, ReportPassage]) -> None:
    spoken = {code for code, _name in settings.LANGUAGES}
    named = {passage for passage, _language in edit.texts} | (edit.hidden or frozenset())
    if not named <= rows.keys() or not {*edit.note, *(language for _p, language in edit.texts)} <= spoken:
        raise Invalid(_("This report has no such passage or language."))
    if edit.order is not None and sorted(edit.order) != sorted(rows):
        raise Invalid(_("The order has to name every passage once."))
    if any(len(text) > LONGEST for text in (*edit.note.values(), *edit.texts.values())):
        raise Invalid(_("Write at most %(n)s characters.") % {"n": LONGEST})
