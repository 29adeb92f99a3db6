"""Who is told of decisions, and what follows them."""

from steward.direction.decisions.events import (
    EffectMeasured,
    LookAgain,
    ResolutionRevised,
    ResolutionWithdrawn,
    Resolved,
)
from steward.direction.decisions.models import Measurement, Resolution
from steward.direction.decisions.tasks import draw_soon
from steward.foundation.journal.public import subscribe
from steward.people.notify.public import tell, withdraw


@subscribe(Resolved)
def tell_owner(fact: Resolved) -> None:
    """Whoever shall see to it, when somebody else decided; and the picture is drawn."""
    row = Resolution.objects.filter(pk=fact.resolution_id).first()
    if row is None:
        return
    draw_soon(row.pk)
    _tell(row, "decisions.mine", {"kind": row.kind}, [row.owner_id], by=row.made_by_id)


@subscribe(EffectMeasured)
def tell_result(fact: EffectMeasured) -> None:
    """Owner and decider, when its day had come."""
    row = Resolution.objects.filter(pk=fact.resolution_id).first()
    if row is None:
        return
    draw_soon(row.pk)
    if not fact.early:
        by = Measurement.objects.filter(pk=fact.measurement_id).values_list("by", flat=True).first()
        _tell(row, "decisions.measured", {"verdict": fact.verdict}, [row.owner_id, row.made_by_id], by=by)


@subscribe(LookAgain)
def tell_day(fact: LookAgain) -> None:
    """The owner; whoever decided where there is none."""
    if row := Resolution.objects.filter(pk=fact.resolution_id).first():
        _tell(row, "decisions.look_again", {}, [row.owner_id or row.made_by_id])


@subscribe(ResolutionRevised)
def draw_again(fact: ResolutionRevised) -> None:
    """Its day may have moved."""
    draw_soon(fact.resolution_id)


@subscribe(ResolutionWithdrawn)
def take_news_back(fact: ResolutionWithdrawn) -> None:
    """What no longer holds is not announced any longer."""
    withdraw(subjects=[f"decision:{fact.resolution_id}"])


def _tell(row: Resolution, kind: str, params: dict[str, str], to: list[int | None], by: int | None = None) -> None:
    tell(
        kind=kind, accounts=[account for account in to if account], subject=f"decision:{row.pk}",
        params={"statement": row.statement} | params, url=f"/console/decisions/{row.pk}/", by=by,
    )  # fmt: skip
