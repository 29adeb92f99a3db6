"""Blind second looks: what waits for one, how far two people agree, and where they do not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Q, QuerySet

from steward.care.appeals.public import Appeal, involved_in, objection
from steward.care.clauses.public import ClauseNow, code_now
from steward.care.conduct.enums import WEIGHT, Level
from steward.care.conduct.public import Case, CaseStep, Judgement, Span, practice_now
from steward.care.oversight.enums import LOOK
from steward.care.oversight.models import SecondLook
from steward.care.oversight.rules.agreement import Agreement, about, kappa, linear
from steward.care.oversight.rules.sampling import FACTOR, HALF, SPACE, limit, offset
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.square.forum.public import closed_places

#: A sampled judgement waits so long for its second look.
WITHIN = timedelta(days=60)
#: Offered at once; disagreements listed at once.
MOST = 50

Table = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Blind:
    """What somebody who looks again is shown: the thing, not what became of it."""

    judgement_id: int
    case: Case
    clauses: tuple[ClauseNow, ...]


@dataclass(frozen=True, slots=True)
class Agreements:
    """How far first and second looks agree: on the clause, on the level (weighted), and for each clause."""

    clause: Agreement | None
    level: Agreement | None
    clauses: dict[str, Agreement]


def sampled(percent: int) -> QuerySet[Judgement]:
    """The judgements in the sample (`rules/sampling.is_sampled`), chosen by the database."""
    # Without its type the comparison would hold for everything: Django takes a limit above 2³¹ for no limit.
    place = ExpressionWrapper((F("pk") % HALF * FACTOR + offset()) % SPACE, output_field=BigIntegerField())
    return Judgement.objects.alias(sample_place=place).filter(sample_place__lt=limit(percent))


def pool(viewer: Viewer, now: datetime | None = None) -> list[Blind]:
    """What waits for the viewer's second look: sampled cases they had no part in and never opened. Raises Forbidden.

    Their own judgements, those they advised on, reported or have a conflict in, worked on or only opened are left out:
    a look is blind or it is none. The oldest first, at most fifty.
    """
    require(allowed(viewer, LOOK))
    moment = now or clock.now()
    rows = sampled(practice_now().second_look).filter(at__gte=moment - WITHIN, second_look=None)
    worked = CaseStep.objects.filter(account=viewer.own_id).values("case")
    opened = Span.objects.filter(account=viewer.own_id).values("case")
    rows = rows.exclude(by=viewer.own_id).exclude(case__in=worked).exclude(case__in=opened)
    rows = rows.exclude(pk__in=_appealed(viewer)).exclude(case__place__in=closed_places(viewer))
    found = list(rows.select_related("case").order_by("at", "pk")[:MOST])
    parts = involved_in(found)
    clauses = code_now().clauses
    return [Blind(row.pk, row.case, clauses) for row in found if not objection(viewer.own_id, parts[row.pk])]


def _appealed(viewer: Viewer) -> Any:
    """The judgements the viewer knows from an appeal."""
    mine = Q(assigned_to=viewer.own_id) | Q(decided_by=viewer.own_id)
    return Appeal.objects.filter(mine).values("judgement")


def blind(viewer: Viewer, judgement_id: int) -> Blind:
    """One of the pool. Raises Forbidden, NotFound (not sampled, not for the viewer, looked at already)."""
    found = next((one for one in pool(viewer) if one.judgement_id == judgement_id), None)
    if found is None:
        raise NotFound
    return found


def clause_table(rows: QuerySet[SecondLook]) -> dict[tuple[str, str], int]:
    """How often which clause was answered by which."""
    return _table(rows, "judgement__clause", "clause")


def level_table(rows: QuerySet[SecondLook]) -> dict[tuple[str, str], int]:
    """How often which level was answered by which."""
    return _table(rows, "judgement__level", "level")


def _table(rows: QuerySet[SecondLook], first: str, second: str) -> dict[tuple[str, str], int]:
    counted = rows.order_by().values_list(first, second).annotate(n=Count("pk"))
    return {(one, other): n for one, other, n in counted}


def agreements(rows: QuerySet[SecondLook] | None = None) -> Agreements:
    """Cohen's kappa of these second looks (default: all) with the first; two queries.

    On the clause unweighted; on the level with weights that fall evenly with the distance on the ladder; for each
    clause that clause against all others.
    """
    chosen = SecondLook.objects.all() if rows is None else rows
    by_clause, by_level = clause_table(chosen), level_table(chosen)
    names = sorted({name for pair in by_clause for name in pair if name})
    found = {name: kappa(about(by_clause, name)) for name in names}
    places = {str(level): place for level, place in WEIGHT.items()}
    return Agreements(
        kappa(by_clause), kappa(by_level, linear(places)), {name: one for name, one in found.items() if one}
    )


def agreement_between(since: datetime, until: datetime) -> dict[str, Any]:
    """The same for second looks given in a period, as plain JSON."""
    found = agreements(SecondLook.objects.filter(at__gte=since, at__lt=until))
    return {"clause": _plain(found.clause), "level": _plain(found.level)}


def _plain(one: Agreement | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"n": one.n, "observed": one.observed, "kappa": one.kappa, "low": one.low, "high": one.high}


def disagreements(viewer: Viewer) -> QuerySet[SecondLook]:
    """Where the two see it differently, the newest first; both answers are given. Raises Forbidden."""
    require(allowed(viewer, LOOK))
    rows = SecondLook.objects.exclude(level=F("judgement__level"), clause=F("judgement__clause"))
    rows = rows.exclude(judgement__case__place__in=closed_places(viewer))
    return rows.select_related("judgement__case").order_by("-at")


def look_for(viewer: Viewer, look_id: int) -> SecondLook:
    """A second look that was given. Raises Forbidden, NotFound."""
    found = disagreements(viewer).filter(pk=look_id).first()
    if found is None:
        raise NotFound
    return found


def levels() -> list[tuple[str, str]]:
    """The levels to choose from, the mildest first."""
    return [(level.value, str(level.label)) for level in Level]
