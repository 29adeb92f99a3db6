"""Take a judgement back, with everything that still follows from it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.conduct.actions.carry_out import perform, subject_of, take_back
from steward.care.conduct.actions.hold_back import let_go, standing
from steward.care.conduct.actions.settle import settle
from steward.care.conduct.actions.teach import teach_otherwise
from steward.care.conduct.actions.tell_author import tell_overturned
from steward.care.conduct.enums import CaseState, Level, Outcome, Step
from steward.care.conduct.errors import overturned_before
from steward.care.conduct.events import CaseMoved, ChannelTaskAsked, ChannelTaskDropped, Overturned, SanctionEnded
from steward.care.conduct.models import Case, CaseStep, ChannelTask, Judgement
from steward.care.conduct.queries.stakes import stakes_of
from steward.care.conduct.queries.standing import account_of
from steward.care.conduct.queries.task_words import task_words
from steward.care.conduct.rules.overturning import may_overturn
from steward.foundation.jobs.public import Reporter
from steward.foundation.journal.public import mark_undone, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound, require
from steward.people.access.public import SYSTEM, Viewer

#: Tasks that take something from somebody, and so have a reverse.
RESTORE = "restore"


@transaction.atomic
def overturn(
    *, actor: Viewer, judgement_id: int, reason: str, by_appeal: bool = True, tell_reporters: bool = False,
    now: datetime | None = None,
) -> Judgement:  # fmt: skip
    """The judgement holds no longer: words come back, restraints end, nothing counts, what was taught is corrected.

    An overturned "no violation" opens its case again. With `by_appeal` the actor is another than who judged; without,
    it is who judged, or who leads; never who it is about. Raises NotFound, Forbidden, Invalid (no reason, overturned
    before).
    """
    now = now or clock.now()
    judgement = _locked(judgement_id)
    require(may_overturn(actor, judgement, stakes_of(judgement.case_id), by_appeal=by_appeal))
    if not reason.strip():
        raise Invalid({"reason": _("Say why: the author reads it.")})
    if judgement.overturned_at or not mark_undone(judgement.decision, account_id=actor.account_id):
        raise overturned_before()
    judgement.overturned_at, judgement.overturned_by_id = now, actor.account_id
    judgement.overturned_why, judgement.by_appeal = reason.strip(), by_appeal
    judgement.save(update_fields=["overturned_at", "overturned_by", "overturned_why", "by_appeal"])
    _free(actor, judgement, now)
    # Whoever is independent may not moderate where the words stood: what an appeal restores, the house restores.
    _restore_words(SYSTEM if by_appeal else actor, judgement)
    _restore_outside(actor, judgement, now)
    teach_otherwise(judgement)
    _correct_signals(judgement, tell=tell_reporters, now=now)
    if judgement.level == Level.NONE:
        _reopen(actor, judgement.case, now)
    publish(Overturned(judgement.pk, judgement.case_id, by_appeal), actor=actor.name)
    if judgement.level != Level.NONE and (account := account_of(judgement.author_id)):
        tell_overturned(judgement, account)
    return judgement


def overturn_many(
    *, actor: Viewer, judgement_ids: list[int], reason: str, progress: Reporter | None = None,
    now: datetime | None = None,
) -> tuple[int, dict[str, int]]:  # fmt: skip
    """Overturn each of these, each in its own transaction: (how many, sentence → how often it was refused)."""
    done, refused = 0, dict[str, int]()
    for number, pk in enumerate(judgement_ids, 1):
        if progress:
            progress.report(number, len(judgement_ids))
        try:
            overturn(actor=actor, judgement_id=pk, reason=reason, by_appeal=False, now=now)
            done += 1
        except (Forbidden, Invalid) as problem:
            refused[str(problem)] = refused.get(str(problem), 0) + 1
        except NotFound:
            continue
    return done, refused


def _locked(judgement_id: int) -> Judgement:
    rows = Judgement.objects.select_for_update(of=("self",)).select_related("decision", "case")
    found = rows.filter(pk=judgement_id).first()
    if found is None:
        raise NotFound
    return found


def _free(actor: Viewer, judgement: Judgement, now: datetime) -> None:
    """End the sanction and let it count no more."""
    sanction = standing(judgement)
    if sanction is None:
        return
    let_go(sanction, actor=actor, now=now)
    runs = sanction.ended_at is None
    sanction.counts, sanction.ended_at = False, sanction.ended_at or now
    sanction.lifted = sanction.lifted or runs
    sanction.save(update_fields=["counts", "ended_at", "lifted"])
    if runs:
        publish(SanctionEnded(sanction.pk, lifted=True), actor=actor.name)


def _restore_words(actor: Viewer, judgement: Judgement) -> None:
    """Bring the words back. What had waited for review when it was rejected is published: nothing was wrong with it."""
    judgement.undo["left"] = take_back(actor, judgement)
    subject = subject_of(judgement.case)
    if judgement.level != Level.NONE and subject.thing and subject.thing.state == "waiting":
        judgement.undo["approved"] = perform(actor, subject, "approve", "", "")
    judgement.save(update_fields=["undo"])


def _restore_outside(actor: Viewer, judgement: Judgement, now: datetime) -> None:
    """What nobody has done by hand yet is not to be done; what was done is to be taken back by hand."""
    tasks = ChannelTask.objects.filter(judgement=judgement).exclude(ability=RESTORE)
    done = tasks.exclude(done_at=None).order_by("pk").first()
    left = list(tasks.filter(done_at=None).values_list("pk", flat=True))
    ChannelTask.objects.filter(pk__in=left).delete()
    for number in left:
        publish(ChannelTaskDropped(judgement.pk, number), actor=actor.name)
    if done:
        task = ChannelTask.objects.create(
            judgement=judgement, channel_id=done.channel_id, ability=RESTORE, words=task_words(judgement, RESTORE),
            url=done.url, at=now,
        )  # fmt: skip
        publish(ChannelTaskAsked(judgement.pk, task.pk), actor=actor.name)


def _correct_signals(judgement: Judgement, *, tell: bool, now: datetime) -> None:
    """Reports that were upheld were wrong after all. A case that opens again has no outcome yet."""
    signals = judgement.case.signals
    if judgement.level == Level.NONE:
        signals.update(outcome="", told_at=None)
    elif tell:
        settle(judgement.case, upheld=False, now=now, level=Level.NONE)
    else:
        signals.update(outcome=Outcome.DISMISSED)


def _reopen(actor: Viewer, case: Case, now: datetime) -> None:
    case = Case.objects.select_for_update().get(pk=case.pk)
    if Case.objects.filter(kind=case.kind, subject_id=case.subject_id).exclude(state=CaseState.DECIDED).exists():
        return  # it is in the queue again by itself
    case.state, case.decided_at = CaseState.OPEN, None
    case.version += 1
    case.save(update_fields=["state", "decided_at", "version"])
    CaseStep.objects.create(case=case, step=Step.REOPENED, account_id=actor.account_id, at=now)
    publish(CaseMoved(case.pk, Step.REOPENED), actor=actor.name)
