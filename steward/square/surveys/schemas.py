"""Surveys over JSON: what comes in and goes out."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema

from steward.square.surveys.actions.make_survey import Terms
from steward.square.surveys.enums import LONGEST_COMMENT, LONGEST_QUESTION, Kind


class SurveyOut(Schema):
    """A survey; `size` is how many answered."""

    id: int
    slug: str
    kind: str
    state: str
    questions: dict[str, str]
    rhythm: int
    sample: int
    min_days: int
    closes_on: date | None
    opened_at: datetime | None
    closed_at: datetime | None
    size: int


class SurveyIn(Schema):
    """The terms of a survey; without questions the usual one of its kind is asked."""

    kind: str = Kind.NPS.value
    questions: dict[str, Annotated[str, Field(max_length=LONGEST_QUESTION)]] = Field(default_factory=dict)
    rhythm: int = 90
    sample: int = 100
    min_days: int = 14
    closes_on: date | None = None

    def terms(self) -> Terms:
        """As the actions take them."""
        return Terms(self.kind, self.questions, self.rhythm, self.sample, self.min_days, self.closes_on)


class SurveyAnswerIn(Schema):
    """An answer of one's own."""

    score: int
    comment: Annotated[str, Field(max_length=LONGEST_COMMENT)] = ""
    contact: bool = False


class SurveyMonthOut(Schema):
    """A month of answers; without a value there were too few."""

    starts: date
    size: int
    value: float | None
    low: float | None
    high: float | None


class SurveyResultsOut(Schema):
    """Results; `shown` is false while there are too few answers, and everything else empty then."""

    survey_id: int
    size: int
    shown: bool
    value: float | None
    low: float | None
    high: float | None
    counts: dict[str, int]
    months: list[SurveyMonthOut]
