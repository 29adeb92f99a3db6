"""Who is told of appeals, and what closes one by itself."""

from steward.care.appeals.actions.decide_appeal import settle
from steward.care.appeals.enums import OVERSEE, State
from steward.care.appeals.events import (
    AppealDecided,
    Appealed,
    AppealLate,
    AppealWithdrawn,
    AppealWritten,
)
from steward.care.appeals.models import Appeal, AppealWord
from steward.care.appeals.queries.independence import holders, involved
from steward.care.appeals.rules import independent
from steward.care.conduct.events import Overturned
from steward.foundation.journal.public import subscribe
from steward.people.access.public import SYSTEM, accounts_with
from steward.people.notify.public import tell, withdraw

#: Who holds it owns the team: nobody else has this right.
OWNERS = "access.manage"


@subscribe(Appealed)
def tell_team(fact: Appealed) -> None:
    """Whoever could decide it; the owners where nobody independent is left."""
    free = sorted(independent(holders(), involved(fact.judgement_id)))
    tell(
        kind="appeals.new", accounts=free or accounts_with(OWNERS), subject=f"appeal:{fact.appeal_id}",
        params={"alone": not free}, url=_desk(fact.appeal_id), group="appeals.new",
    )  # fmt: skip


@subscribe(AppealWritten)
def tell_other_side(fact: AppealWritten) -> None:
    """The appellant, or who has taken the appeal (everybody who could decide it while nobody has)."""
    word = AppealWord.objects.select_related("appeal").filter(pk=fact.word_id).first()
    if word is None:
        return
    found = word.appeal
    if fact.from_team:
        to = [found.account_id] if found.account_id else []
        url = _own(found)
    else:
        to = (
            [found.assigned_to_id]
            if found.assigned_to_id
            else sorted(independent(holders(), involved(found.judgement_id)))
        )
        url = _desk(found.pk)
    tell(
        kind="appeals.word", accounts=to, subject=f"appeal:{found.pk}", by=word.author_id, url=url,
        params={"excerpt": word.words[:140], "from_team": fact.from_team}, group=f"appeal:{found.pk}",
    )  # fmt: skip


@subscribe(AppealDecided)
def tell_outcome(fact: AppealDecided) -> None:
    """The appellant, with the answer; and who took the decision."""
    found = Appeal.objects.select_related("judgement").filter(pk=fact.appeal_id).first()
    if found is None:
        return
    params = {"outcome": fact.outcome, "answer": found.answer[:600]}
    if found.account_id:
        tell(
            kind="appeals.decided", accounts=[found.account_id], subject=f"appeal:{found.pk}", params=params,
            url=_own(found),
        )  # fmt: skip
    if found.judgement.by_id:
        tell(
            kind="appeals.outcome", accounts=[found.judgement.by_id], subject=f"appeal:{found.pk}", params=params,
            by=found.decided_by_id, url=_desk(found.pk),
        )  # fmt: skip


@subscribe(AppealLate)
def tell_late(fact: AppealLate) -> None:
    """Leads; past twice its time owners."""
    if not Appeal.objects.filter(pk=fact.appeal_id, state=State.OPEN).exists():
        return
    to = accounts_with(OWNERS if fact.again else OVERSEE)
    tell(
        kind="appeals.late", accounts=to, subject=f"appeal:{fact.appeal_id}", params={"again": fact.again},
        url=_desk(fact.appeal_id), group=f"appeals.late:{fact.again}",
    )  # fmt: skip


@subscribe(AppealWithdrawn)
def take_news_back(fact: AppealWithdrawn) -> None:
    """What waits for nobody any more is not announced any longer; an appeal that goes on is announced again."""
    if fact.resumed:
        tell_team(Appealed(fact.appeal_id, fact.judgement_id))
    else:
        withdraw(subjects=[f"appeal:{fact.appeal_id}"])


@subscribe(Overturned)
def settle_appeal(fact: Overturned) -> None:
    """The team took the decision back by itself: nothing is left to appeal against."""
    if not fact.by_appeal:
        settle(actor=SYSTEM, judgement_id=fact.judgement_id)


def _own(found: Appeal) -> str:
    return f"/conduct/decisions/{found.judgement_id}/appeal/"


def _desk(appeal_id: int) -> str:
    return f"/console/conduct/appeals/{appeal_id}/"
