"""A member's own appeals, and whether they may appeal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from steward.care.appeals.enums import OWN
from steward.care.appeals.models import Appeal, AppealWord
from steward.care.appeals.queries.periods import until
from steward.care.appeals.rules import may_appeal
from steward.care.conduct.enums import Level
from steward.care.conduct.public import Judgement
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, Ruling, require
from steward.people.access.public import Viewer, within_scope
from steward.people.members.public import accounts_of


@dataclass(frozen=True, slots=True)
class Stance:
    """How somebody stands to a decision about them."""

    judgement: Judgement
    appeal: Appeal | None
    until: datetime
    may: Ruling


def own_judgement(viewer: Viewer, judgement_id: int) -> Judgement:
    """A decision about something the viewer wrote. Raises NotFound, Forbidden (a token's scopes)."""
    require(within_scope(viewer, OWN))
    mine = Judgement.objects.filter(pk=judgement_id, author__member__account=viewer.own_id)
    found = mine.select_related("case", "author__member").first()
    if found is None:
        raise NotFound
    return found


def stance(viewer: Viewer, judgement_id: int, now: datetime | None = None) -> Stance:
    """The decision, the viewer's appeal against it, and whether they may appeal. Raises as `own_judgement`."""
    judgement = own_judgement(viewer, judgement_id)
    appeal = Appeal.objects.filter(judgement=judgement_id).first()
    last = until(judgement.at)
    ruling = may_appeal(
        has_effect=judgement.level != Level.NONE, is_overturned=judgement.overturned_at is not None,
        is_appealed=appeal is not None, until=last, now=now or clock.now(),
    )  # fmt: skip
    return Stance(judgement, appeal, last, ruling)


def own_appeal(viewer: Viewer, appeal_id: int) -> Appeal:
    """An appeal of the viewer's. Raises NotFound, Forbidden (a token's scopes)."""
    require(within_scope(viewer, OWN))
    found = Appeal.objects.filter(pk=appeal_id, account=viewer.own_id).select_related("judgement").first()
    if found is None:
        raise NotFound
    return found


def own_appeals(viewer: Viewer) -> list[Appeal]:
    """The viewer's appeals, the newest first; one query. Raises Forbidden (a token's scopes)."""
    require(within_scope(viewer, OWN))
    rows = Appeal.objects.filter(account=viewer.own_id).select_related("judgement__case")
    return list(rows.order_by("-at"))


def exchange(appeal_id: int) -> list[AppealWord]:
    """What was said in an appeal, oldest first."""
    return list(AppealWord.objects.filter(appeal=appeal_id))


def appeal_of(judgement_ids: Iterable[int]) -> dict[int, Appeal]:
    """The appeals against these judgements, by the judgement's id; one query."""
    return {row.judgement_id: row for row in Appeal.objects.filter(judgement__in=list(judgement_ids))}


def personal_appeals(member_id: int) -> list[dict[str, Any]]:
    """A member's appeals with everything said in them, for their export."""
    rows = Appeal.objects.filter(account__in=accounts_of(member_id)).prefetch_related("exchange").order_by("at")
    return [
        {
            "judgement": row.judgement_id, "at": row.at.isoformat(), "words": row.words, "state": row.state,
            "outcome": row.outcome, "answer": row.answer,
            "exchange": [
                {"at": word.at.isoformat(), "from_team": word.from_team, "words": word.words}
                for word in row.exchange.all()
            ],
        }
        for row in rows
    ]  # fmt: skip
