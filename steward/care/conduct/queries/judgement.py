"""One judgement as the team sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from steward.care.conduct.enums import RESTRAINTS, Level
from steward.care.conduct.models import Judgement, Sanction
from steward.care.conduct.queries.by_hand import ByHand, by_hand
from steward.care.conduct.queries.comparable import Comparable, comparable
from steward.care.conduct.queries.console import judgements_for
from steward.care.conduct.queries.library import first_words
from steward.care.conduct.queries.stakes import stakes_of
from steward.care.conduct.queries.statement import Statement, statement_of
from steward.care.conduct.rules.overturning import may_free, may_overturn
from steward.foundation.kernel.ruling import NotFound
from steward.people.access.public import Viewer
from steward.people.joining.public import Face, faces


@dataclass(frozen=True, slots=True)
class JudgementPage:
    """What its page shows."""

    judgement: Judgement
    statement: Statement
    face: Face | None  # of the author
    sanction: Sanction | None
    tasks: Sequence[ByHand]
    comparable: Comparable
    suggested: str  # the level the ladder had proposed
    usual: str
    may_overturn: bool
    may_lift: bool
    words: Sequence[tuple[str, str, str]]  # of the sample: (language, its name, text)


def judgement_page(viewer: Viewer, judgement_id: int, now: datetime) -> JudgementPage:
    """The page of a judgement. Raises Forbidden, NotFound."""
    row = (
        judgements_for(viewer).select_related("decision", "opinion_by", "overturned_by").filter(pk=judgement_id).first()
    )
    if row is None:
        raise NotFound
    sanction = getattr(row, "sanction", None)
    runs = bool(sanction and sanction.ended_at is None and (sanction.ends_at is None or sanction.ends_at > now))
    words, stakes = row.sample_words or first_words(row), stakes_of(row.case_id)
    return JudgementPage(
        judgement=row, statement=statement_of(row), face=faces([row.author_id or 0]).get(row.author_id or 0),
        sanction=sanction, tasks=by_hand(row.tasks.values_list("pk", flat=True)),
        comparable=comparable(clause=row.clause, earlier=row.earlier, now=now, without=row.case_id),
        suggested=_label(row.decision.evidence.get("suggested", {}).get("level", "")), usual=_label(row.usual),
        may_overturn=row.overturned_at is None and bool(may_overturn(viewer, row, stakes, by_appeal=False)),
        may_lift=runs and sanction is not None and sanction.level in RESTRAINTS and bool(may_free(viewer, stakes)),
        words=[(code, name, words.get(code, "")) for code, name in languages()],
    )  # fmt: skip


def languages() -> list[tuple[str, str]]:
    """The languages of the house with their own names."""
    own: dict[str, Any] = {"en": "English", "zh-hans": "中文"}
    return [(code, own.get(code, str(name))) for code, name in settings.LANGUAGES]


def _label(level: str) -> str:
    return str(Level(level).label) if level in Level.values else ""
