"""Background jobs and schedules of conduct: sanctions end, many cases are decided, or taken back, together."""

from typing import Any

from django.utils import translation

from steward.care.conduct.actions.judge_many import JOB, UNDO_JOB, judge_many, overturn_batch
from steward.care.conduct.actions.lift_sanction import end_sanctions
from steward.care.conduct.actions.reach_claimed import sweep_claimed
from steward.care.conduct.queries.reading import language_for
from steward.care.conduct.rules.finding import Finding
from steward.foundation.jobs.public import Progress, handles, scheduled
from steward.people.access.public import viewer_of
from steward.people.accounts.public import Account


@scheduled("conduct.end_sanctions", "* * * * *")
def end() -> None:
    """Write down what has run out."""
    end_sanctions()


@scheduled("conduct.reach_claimed", "23 * * * *")
def reach() -> None:
    """Sanctions reach accounts whose claim was not heard of."""
    sweep_claimed()


@handles(JOB)
def many(
    progress: Progress, *, account: int, cases: list[int], finding: dict[str, Any], versions: dict[str, int], batch: str
) -> dict[str, Any]:
    """One finding for many cases, for one team mate. Run again it leaves alone what is decided already."""
    actor = Account.objects.get(pk=account)
    with translation.override(language_for(actor)):
        return judge_many(
            actor=viewer_of(actor), case_ids=cases, finding=Finding(**finding), batch=batch, progress=progress,
            versions={int(pk): version for pk, version in versions.items()},
        ).as_json()  # fmt: skip


@handles(UNDO_JOB)
def undo_many(progress: Progress, *, account: int, batch: str) -> dict[str, Any]:
    """Take a batch back, for one team mate."""
    actor = Account.objects.get(pk=account)
    with translation.override(language_for(actor)):
        done, refused = overturn_batch(actor=viewer_of(actor), batch=batch, progress=progress)
    return {"done": done, "refused": refused}
