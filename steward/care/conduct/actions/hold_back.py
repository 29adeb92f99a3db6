"""Sanctions take effect: restraints of the author's account and of linked ones, now or once somebody claims them."""

from datetime import datetime

from django.urls import reverse

from steward.care.conduct.enums import RESTRAINTS, Level
from steward.care.conduct.models import Judgement, Sanction
from steward.care.conduct.queries.standing import account_of
from steward.people.access.public import Viewer
from steward.people.restraints.public import impose, lift


def by_name(judgement_id: int) -> str:
    """How restraints and lessons name the judgement behind them."""
    return f"judgement:{judgement_id}"


def hold_back(
    sanction: Sanction, account_ids: list[int], *, actor: Viewer, now: datetime, until: datetime | None = None
) -> None:
    """Impose the sanction's restraint on these accounts; its own end unless another is given."""
    kind = RESTRAINTS.get(Level(sanction.level))
    if kind is None:
        return
    judgement, own = sanction.judgement_id, account_of(sanction.author_id)
    made = [
        impose(
            actor=actor, account_id=account, kind=kind, by=by_name(judgement), scope=sanction.scope,
            until=until or sanction.ends_at, now=now,
            # The statement is for who wrote the words; their other accounts are not let in there.
            url=reverse("conduct-decision", args=[judgement]) if own and own.pk == account else reverse("conduct-mine"),
        ).pk
        for account in account_ids
    ]  # fmt: skip
    sanction.restraints = sorted({*sanction.restraints, *made})
    sanction.save(update_fields=["restraints"])


def let_go(sanction: Sanction, *, actor: Viewer, now: datetime) -> None:
    """Lift every restraint of the sanction that still holds."""
    for restraint in sanction.restraints:
        lift(actor=actor, restraint_id=restraint, now=now)


def standing(judgement: Judgement) -> Sanction | None:
    """The judgement's sanction, locked; None where nothing was violated."""
    return Sanction.objects.select_for_update().filter(judgement=judgement).first()
