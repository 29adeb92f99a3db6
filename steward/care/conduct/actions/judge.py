"""Decide about a case: one judgement, and everything that follows from it, at once."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from steward.care.clauses.public import ClauseNow
from steward.care.conduct.actions.carry_out import CHANNEL, Subject, perform, subject_of, wanted
from steward.care.conduct.actions.claim import open_and_locked, works_on_it
from steward.care.conduct.actions.hold_back import hold_back
from steward.care.conduct.actions.settle import settle
from steward.care.conduct.actions.teach import teach
from steward.care.conduct.actions.tell_author import tell_author
from steward.care.conduct.enums import RESTRAINTS, CaseState, Level, Source, Step
from steward.care.conduct.errors import decided_meanwhile
from steward.care.conduct.events import ChannelTaskAsked, Judged
from steward.care.conduct.models import Case, CaseStep, ChannelTask, Judgement, Sanction
from steward.care.conduct.queries.stakes import stakes_of
from steward.care.conduct.queries.task_words import task_words
from steward.care.conduct.queries.weighing import Weighing, clause_named, weigh
from steward.care.conduct.rules.clocks import is_held
from steward.care.conduct.rules.conflict import may_work_on
from steward.care.conduct.rules.finding import Finding, is_a_person, may_hold_back, problems
from steward.care.conduct.rules.ladder import Suggestion
from steward.care.conduct.rules.practice import JUDGE, takes_time
from steward.care.screening.public import hits_by_id
from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.public import Viewer, allowed, viewer_of
from steward.people.accounts.public import Account

#: The kind of the decision in the journal.
JUDGED = "conduct.judge"


@transaction.atomic
def judge(*, actor: Viewer, case_id: int, finding: Finding, now: datetime | None = None) -> Judgement:
    """Decide the case: the words, the sanction, the statement, the reporters, what is learned; all or nothing.

    Raises NotFound, Forbidden (no right, a part of one's own in it, a machine, somebody above the actor) and Invalid
    (decided or changed meanwhile, taken up by somebody else, or a sentence for a field of the finding).
    """
    now = now or clock.now()
    case = _taken(actor, case_id, finding, now)
    clause, weighing = clause_named(finding.clause), weigh(case, now)
    usual = weighing.comparable(finding.clause).usual if clause else ""
    if wrong := problems(finding, clause, weighing.scopes, usual):
        raise Invalid(wrong)
    _require_reach(actor, finding, weighing)
    judgement = _judgement(actor, finding, clause, weighing, usual)
    subject = subject_of(case)
    ability = wanted(case, subject, finding.level)
    _on_the_words(actor, judgement, subject, ability)
    if finding.level != Level.NONE:
        _sanction(actor, judgement, finding, weighing, clause)
        _tasks(actor, judgement, subject, ability, now)
        if weighing.account:
            tell_author(judgement, weighing.account)
    _close(actor, case, finding, now)
    settle(case, upheld=finding.level != Level.NONE, now=now, level=finding.level)
    teach(judgement)
    publish(Judged(judgement.pk, case.pk, judgement.level), actor=actor.name)
    return judgement


def _taken(actor: Viewer, case_id: int, finding: Finding, now: datetime) -> Case:
    """The case, locked, for somebody who may decide it now."""
    require(allowed(actor, JUDGE))
    require(is_a_person(actor))
    case = open_and_locked(actor, case_id)
    require(may_work_on(actor, stakes_of(case_id)))
    subject = subject_of(case)
    if subject.kind and subject.thing:
        require(subject.kind.may_judge(actor, subject.thing))
    if is_held(case, now) and case.claimed_by_id != actor.own_id:
        raise Invalid(works_on_it(case))
    if finding.version is not None and finding.version != case.version:
        raise decided_meanwhile()
    return case


def _require_reach(actor: Viewer, finding: Finding, weighing: Weighing) -> None:
    if finding.level not in RESTRAINTS:
        return
    for account in _accounts(finding, weighing):
        require(may_hold_back(actor, viewer_of(account).roles, finding.level))


def _accounts(finding: Finding, weighing: Weighing) -> list[Account]:
    """The accounts a restraint is for."""
    if weighing.account is None:
        return []
    others = Account.objects.filter(pk__in=weighing.linked).order_by("pk") if finding.linked else []
    return [weighing.account, *others]


def _judgement(actor: Viewer, finding: Finding, clause: ClauseNow | None, weighing: Weighing, usual: str) -> Judgement:
    """Write the judgement and its decision down."""
    case, suggestion = weighing.case, weighing.suggestion(clause)
    decision = decide(
        kind=JUDGED, subject=f"case:{case.pk}", account_id=actor.account_id,
        evidence=_evidence(finding, clause, case, suggestion) | {"usual": usual},
    )  # fmt: skip
    advised = case.steps.filter(step=Step.ADVISED).order_by("-at").first()
    first = case.signals.order_by("at", "pk").first()
    judgement = Judgement.objects.create(
        case=case, decision=decision, author_id=case.author_id, by_id=actor.account_id, at=weighing.now,
        level=finding.level, clause=clause.key if clause else "", clause_version=clause.version if clause else 0,
        code=clause.reason if clause else "", facts=finding.facts.strip(),
        source=first.source if first else Source.TEAM, machine=machine_of(case),
        deviation=finding.deviation.strip(), usual=usual, earlier=suggestion.earlier,
        opinion_by_id=advised.account_id if advised else None,
    )  # fmt: skip
    decision.undo = {"judgement": judgement.pk}
    decision.save(update_fields=["undo"])
    return judgement


def _evidence(finding: Finding, clause: ClauseNow | None, case: Case, suggestion: Suggestion) -> dict[str, Any]:
    """What the journal keeps: no words of anybody's, so that it may stay."""
    return {
        "level": finding.level, "hours": finding.hours, "scope": finding.scope, "linked": finding.linked,
        "clause": clause.key if clause else "", "clause_version": clause.version if clause else 0,
        "suggested": {"step": suggestion.step, "level": suggestion.level, "hours": suggestion.hours},
        "earlier": [one.id for one in suggestion.counted],
        "signals": list(case.signals.order_by("pk").values_list("pk", flat=True)), "case_version": case.version,
    }  # fmt: skip


def machine_of(case: Case) -> dict[str, Any]:
    """Which rules and models pointed at it, with their versions; {} when only people did."""
    rows = list(case.signals.filter(source__in=[Source.RULE, Source.MODEL, Source.HELD]).order_by("pk"))
    hits = hits_by_id({row.hit_id for row in rows if row.hit_id})
    found = []
    for row in rows:
        hit = hits.get(row.hit_id or 0)
        version = hit.version if hit else row.evidence.get("version", "")
        if hit or row.evidence or row.source != Source.HELD:
            found.append({
                "source": row.source, "version": str(version), "code": row.code, "rule": hit.rule_id if hit else None,
            })  # fmt: skip
    return {"signals": found} if found else {}


def _on_the_words(actor: Viewer, judgement: Judgement, subject: Subject, ability: str) -> None:
    decision = perform(actor, subject, ability, judgement.code, judgement.facts)
    judgement.undo = {"decisions": [decision] if decision else [], "ability": ability}
    judgement.save(update_fields=["undo"])


def _sanction(
    actor: Viewer, judgement: Judgement, finding: Finding, weighing: Weighing, clause: ClauseNow | None
) -> None:
    """Put the author on the ladder; what holds somebody back is imposed at once where there is an account."""
    now = weighing.now
    ends = now + timedelta(hours=finding.hours) if takes_time(finding.level) else None
    sanction = Sanction.objects.create(
        judgement=judgement, author_id=judgement.author_id, level=finding.level, scope=finding.scope,
        step=weighing.suggestion(clause).step, imposed_at=now, ends_at=ends,
        effective_at=now if weighing.account else None,
    )  # fmt: skip
    hold_back(sanction, [account.pk for account in _accounts(finding, weighing)], actor=actor, now=now)


def _tasks(actor: Viewer, judgement: Judgement, subject: Subject, ability: str, now: datetime) -> None:
    """What Steward cannot do there becomes work for a person, with words to copy."""
    if subject.thing is None or not subject.thing.place.startswith(CHANNEL):
        missing = [ability] if ability and not subject.can(ability) else []
    else:
        missing = [one for one in (ability, _outside(judgement.level)) if one and not subject.can(one)]
    channel = judgement.case.place.removeprefix(CHANNEL)
    for one in missing:
        task = ChannelTask.objects.create(
            judgement=judgement, channel_id=int(channel) if channel.isdecimal() else None, ability=one,
            words=task_words(judgement, one), url=judgement.case.url, at=now,
        )  # fmt: skip
        publish(ChannelTaskAsked(judgement.pk, task.pk), actor=actor.name)


def _outside(level: str) -> str:
    """What holds somebody back on a channel outside."""
    if level in {Level.SUSPEND, Level.BAN}:
        return "remove_author"
    return "mute" if level in RESTRAINTS else ""


def _close(actor: Viewer, case: Case, finding: Finding, now: datetime) -> None:
    """The case is decided; nobody holds it any more, its clock stands."""
    if case.paused_at:
        case.paused_seconds += max(int((now - case.paused_at).total_seconds()), 0)
    case.state, case.decided_at, case.pause, case.paused_at = CaseState.DECIDED, now, "", None
    case.first_claimed_at = case.first_claimed_at or now
    case.claimed_by_id, case.claimed_until = None, None
    case.version += 1
    if finding.disturbing is not None:
        case.disturbing = finding.disturbing
    case.save()
    if finding.note.strip():
        CaseStep.objects.create(case=case, step=Step.NOTED, account_id=actor.account_id, at=now, words=finding.note)
