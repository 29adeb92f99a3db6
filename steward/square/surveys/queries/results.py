"""What was answered, for the team: never under FLOOR answers."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.square.surveys.enums import FLOOR, VIEW, Kind
from steward.square.surveys.models import Answer, Survey
from steward.square.surveys.rules import Mean, Recommended, counted, mean_of, recommended

#: Comments on a page.
MOST_COMMENTS = 200


@dataclass(frozen=True, slots=True)
class Month:
    """One month of answers; `value` and the range are None under FLOOR."""

    starts: date
    size: int
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """All of a survey, or nothing but `size` while it is under FLOOR."""

    survey: Survey
    size: int
    counts: dict[int, int] = field(default_factory=dict)
    groups: Recommended | None = None
    mean: Mean | None = None
    months: list[Month] = field(default_factory=list)
    comments: list[Answer] = field(default_factory=list)
    searched: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether there are enough answers to show any."""
        return self.size >= FLOOR

    @property
    def value(self) -> float | None:
        """The net promoter score, or the mean of a pulse."""
        return self.groups.value if self.groups else self.mean.value if self.mean else None

    @property
    def low(self) -> float | None:
        """The lower end of its range of chance."""
        found = self.groups.interval if self.groups else self.mean.interval if self.mean else None
        return found.low if found else None

    @property
    def high(self) -> float | None:
        """The upper end."""
        found = self.groups.interval if self.groups else self.mean.interval if self.mean else None
        return found.high if found else None


def surveys_for(viewer: Viewer) -> QuerySet[Survey, Any]:
    """Every survey with `size`, the newest first. Raises Forbidden."""
    require(allowed(viewer, VIEW))
    return Survey.objects.annotate(size=Count("answers")).order_by("-pk")


def survey_for(viewer: Viewer, survey_id: int) -> Survey:
    """One survey. Raises Forbidden, NotFound."""
    row: Survey | None = surveys_for(viewer).filter(pk=survey_id).first()
    if row is None:
        raise NotFound
    return row


def results_for(viewer: Viewer, survey_id: int, words: str = "") -> Results:
    """The results; `words` narrows the comments. Raises Forbidden, NotFound. Four queries at most."""
    survey = survey_for(viewer, survey_id)
    counts = counted(_by_score(survey), survey.scale)
    size = sum(counts.values())
    if size < FLOOR:
        return Results(survey, size)
    groups = recommended(counts) if survey.kind == Kind.NPS else None
    mean = None if groups else mean_of(counts)
    return Results(survey, size, counts, groups, mean, _months(survey), _comments(survey, words), words)


def _by_score(survey: Survey) -> list[tuple[int, int]]:
    rows = Answer.objects.filter(survey=survey).values("score").annotate(number=Count("pk"))
    return list(rows.order_by("score").values_list("score", "number"))


def _months(survey: Survey) -> list[Month]:
    rows = Answer.objects.filter(survey=survey).annotate(month=TruncMonth("on")).values("month", "score")
    by_month: dict[date, dict[int, int]] = {}
    for row in rows.annotate(number=Count("pk")).order_by("month"):
        by_month.setdefault(row["month"], {})[row["score"]] = row["number"]
    return [_month(survey, month, counts) for month, counts in by_month.items()]


def _month(survey: Survey, month: date, counts: dict[int, int]) -> Month:
    size = sum(counts.values())
    if size < FLOOR:
        return Month(month, size, None)
    found = recommended(counts) if survey.kind == Kind.NPS else mean_of(counts)
    return Month(
        month, size, found.value,
        found.interval.low if found.interval else None, found.interval.high if found.interval else None,
    )  # fmt: skip


def _comments(survey: Survey, words: str) -> list[Answer]:
    """Comments by score and words, never in the order in which they came."""
    rows = Answer.objects.filter(survey=survey).exclude(comment="").select_related("contact")
    if words:
        rows = rows.filter(comment__icontains=words, hidden=False)  # what is hidden cannot be felt for either
    return list(rows.order_by("score", "comment")[:MOST_COMMENTS])


def export_rows(viewer: Viewer, survey_id: int) -> list[tuple[int, str, str]]:
    """Score, comment and month of every answer, for a file; [] under FLOOR. Raises Forbidden, NotFound.

    A month with fewer than FLOOR answers is not named: who answered then could be told.
    """
    survey = survey_for(viewer, survey_id)
    rows = list(Answer.objects.filter(survey=survey).order_by("score", "comment"))
    if len(rows) < FLOOR:
        return []
    months = Counter((row.on.year, row.on.month) for row in rows)
    named = {month: f"{month[0]}-{month[1]:02}" if number >= FLOOR else "" for month, number in months.items()}
    return [(row.score, "" if row.hidden else row.comment, named[row.on.year, row.on.month]) for row in rows]


def nps_between(since: date, until: date) -> Recommended | None:
    """The groups of all recommendation answers on days from `since` to the one before `until`; None under FLOOR."""
    rows = Answer.objects.filter(survey__kind=Kind.NPS, on__gte=since, on__lt=until)
    found = recommended(dict(rows.values("score").annotate(number=Count("pk")).values_list("score", "number")))
    return found if found.size >= FLOOR else None
