"""One finding for many cases: a judgement for each, in its own transaction, taken back together."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.conduct.actions.judge import judge
from steward.care.conduct.actions.overturn import overturn_many
from steward.care.conduct.queries.batch import batch_of
from steward.care.conduct.rules.finding import Finding, is_a_person
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.jobs.public import Job, Reporter, enqueue
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed

JOB, UNDO_JOB = "conduct.judge_many", "conduct.overturn_batch"
#: Up to so many cases are decided while the person waits.
AT_ONCE = 25


@dataclass(slots=True)
class Outcome:
    """What became of a batch: judgements, and which cases were left alone with the sentence that says why."""

    batch: str
    done: list[int] = field(default_factory=list)
    skipped: dict[str, list[int]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For the result of a job."""
        return asdict(self)


def judge_many(
    *,
    actor: Viewer,
    case_ids: Sequence[int],
    finding: Finding,
    versions: Mapping[int, int] | None = None,
    batch: str = "",
    progress: Reporter | None = None,
    now: datetime | None = None,
) -> Outcome:
    """Decide each of these cases in the same way; what stands in the way of one leaves that one alone.

    `versions` are those of the cases that were looked at, by case. Raises Forbidden (no right to judge, a machine).
    """
    _require_judge(actor)
    outcome, ids = Outcome(batch or secrets.token_hex(6)), list(dict.fromkeys(case_ids))
    for number, pk in enumerate(ids, 1):
        one = replace(finding, version=(versions or {}).get(pk))
        try:
            outcome.done.append(_judged(actor, pk, one, outcome.batch, now))
        except (Forbidden, NotFound, Invalid) as problem:
            sentence = str(problem) or _("There is no such case.")
            outcome.skipped.setdefault(sentence, []).append(pk)
        if progress:
            progress.report(number, len(ids))
    return outcome


@transaction.atomic
def _judged(actor: Viewer, case_id: int, finding: Finding, batch: str, now: datetime | None) -> int:
    """Decide one, and write down what it was decided together with."""
    made = judge(actor=actor, case_id=case_id, finding=finding, now=now)
    made.decision.evidence |= {"batch": batch}
    made.decision.save(update_fields=["evidence"])
    return made.pk


def judge_soon(
    *, actor: Viewer, case_ids: Sequence[int], finding: Finding, versions: Mapping[int, int] | None = None
) -> Outcome | Job:
    """The same: at once when there are few, else as a job of the actor. Raises Forbidden."""
    _require_judge(actor)
    if len(case_ids) <= AT_ONCE:
        return judge_many(actor=actor, case_ids=case_ids, finding=finding, versions=versions)
    looked_at = {str(pk): version for pk, version in (versions or {}).items()}
    return enqueue(
        actor=actor, kind=JOB, account=actor.account_id, cases=list(case_ids), finding=asdict(finding),
        versions=looked_at, batch=secrets.token_hex(6),
    )  # fmt: skip


def overturn_batch(*, actor: Viewer, batch: str, progress: Reporter | None = None) -> tuple[int, dict[str, int]]:
    """Take a whole batch back as a slip: (how many, sentence → how often it was refused). Raises Forbidden."""
    _require_judge(actor)
    reason = _("Decided by mistake.")
    return overturn_many(actor=actor, judgement_ids=batch_of(batch), reason=reason, progress=progress)


def overturn_soon(*, actor: Viewer, batch: str) -> tuple[int, dict[str, int]] | Job:
    """The same: at once when there are few, else as a job of the actor.

    Raises Forbidden, NotFound (nothing of such a batch stands).
    """
    _require_judge(actor)
    if not (standing := batch_of(batch)):
        raise NotFound
    if len(standing) <= AT_ONCE:
        return overturn_batch(actor=actor, batch=batch)
    return enqueue(actor=actor, kind=UNDO_JOB, account=actor.account_id, batch=batch)


def _require_judge(actor: Viewer) -> None:
    require(allowed(actor, JUDGE))
    require(is_a_person(actor))
