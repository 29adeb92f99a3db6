"""Asking the team to look at a letter, and the team's answer."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision, decide, mark_undone, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.square.letters.enums import Reason, ReportState
from steward.square.letters.events import LetterReported, ReportDecided
from steward.square.letters.models import Letter, Report
from steward.square.letters.queries import letter_for


def report(*, actor: Viewer, letter_id: int, reason: str, note: str = "", now: datetime | None = None) -> Report:
    """Ask the team to look at a letter one has received. Raises NotFound, Invalid (own letter, reported before)."""
    letter = letter_for(actor, letter_id)
    if letter.account_id == actor.own_id:
        raise Invalid(_("This is your own letter."))
    if reason not in Reason.values:
        raise Invalid({"reason": _("Choose what is wrong.")})
    try:
        with transaction.atomic():
            made = Report.objects.create(
                letter=letter, reporter_id=actor.own_id, reason=reason, note=note.strip()[:500],
                at=now or clock.now(), words=letter.source,
            )  # fmt: skip
            publish(LetterReported(made.pk, letter.pk), actor=actor.name)
    except IntegrityError:
        raise Invalid(_("You have reported this letter; the team will look at it.")) from None
    return made


@transaction.atomic
def decide_report(*, actor: Viewer, report_id: int, upheld: bool, reason: str = "") -> Decision:
    """The team's answer: take the letter down (its words stay with the report), or find nothing wrong.

    Raises Forbidden, NotFound (gone, or decided already).
    """
    require(allowed(actor, "letters.reports"))
    found = Report.objects.select_for_update().filter(pk=report_id, state=ReportState.OPEN).first()
    if found is None:
        raise NotFound
    letter = Letter.objects.select_for_update().get(pk=found.letter_id)
    before = {"source": letter.source, "cooked": letter.cooked, "withdrawn": letter.withdrawn_at is not None}
    if upheld and letter.withdrawn_at is None:
        Letter.objects.filter(pk=letter.pk).update(source="", cooked="", withdrawn_at=clock.now())
    state = ReportState.UPHELD if upheld else ReportState.DISMISSED
    Report.objects.filter(pk=found.pk).update(state=state, decided_at=clock.now())
    decision = decide(
        kind="letters.report", subject=f"report:{found.pk}", account_id=actor.account_id, reason=reason,
        evidence={"reason": found.reason, "upheld": upheld}, undo=before if upheld else {},
    )  # fmt: skip
    publish(ReportDecided(found.pk, upheld), actor=actor.name)
    return decision


@transaction.atomic
def undo_report(*, actor: Viewer, decision_id: int) -> None:
    """Take the answer back: the letter is what it was, the report open. Raises Forbidden, NotFound, Invalid."""
    require(allowed(actor, "letters.reports"))
    decision = Decision.objects.filter(pk=decision_id, kind="letters.report").first()
    if decision is None:
        raise NotFound
    if not mark_undone(decision, account_id=actor.account_id):
        raise Invalid(_("This was taken back already."))
    found = Report.objects.select_for_update().get(pk=int(decision.subject.partition(":")[2]))
    Report.objects.filter(pk=found.pk).update(state=ReportState.OPEN, decided_at=None)
    if decision.undo and not decision.undo["withdrawn"]:
        words = {"source": decision.undo["source"], "cooked": decision.undo["cooked"]}
        Letter.objects.filter(pk=found.letter_id).update(**words, withdrawn_at=None)
    publish(ReportDecided(found.pk, upheld=False), actor=actor.name)
