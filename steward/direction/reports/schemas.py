"""What the API says and takes about reports."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema

from steward.direction.reports.actions.plan_reports import LAST_HOUR, LAST_MONTH_DAY, LAST_WEEKDAY, LONGEST_HOLD
from steward.direction.reports.enums import Period, Style

#: Two words. A tuple would be described in a way that is no schema.
Pair = Annotated[list[str], Field(min_length=2, max_length=2)]


class ReportHeadOut(Schema):
    """A report without what it says."""

    id: int
    period: str
    style: str
    since: date
    until: date
    state: str
    plan_id: int | None
    written_at: datetime
    sends_at: datetime | None
    sent_at: datetime | None
    readers: int
    version: int


class ReportListOut(Schema):
    """Reports, the newest first; give `next` back as `after` for what follows."""

    items: list[ReportHeadOut]
    next: int | None = None


class ReportFigureOut(Schema):
    """A number as it was when the report was written. Shares go from 0 to 1, times are seconds."""

    key: str
    names: dict[str, str]
    unit: str
    value: float | None
    numerator: float | None
    denominator: float | None
    before: float | None
    year: float | None
    beyond: bool
    incomplete: bool
    settling: bool


class ReportPassageOut(Schema):
    """A passage in the language asked for; `markdown` is what a person wrote in its place, or null."""

    key: str
    title: str
    sentences: list[str]
    head: list[str]
    rows: list[list[str]]
    markdown: str | None


class ReportChapterOut(Schema):
    """A chapter."""

    title: str
    passages: list[ReportPassageOut]


class ReportFullOut(ReportHeadOut):
    """A report with everything it says in one language."""

    language: str
    title: str
    note: str
    chapters: list[ReportChapterOut]
    numbers: list[ReportFigureOut]


class ReportWriteIn(Schema):
    """A report to be written now; without days the last whole day, week or month. `until` is the day after the last."""

    period: Period
    style: Style | None = None
    since: date | None = None
    until: date | None = None


class ReportVersionIn(Schema):
    """The version one has seen."""

    version: int = Field(ge=0, le=2**31 - 1)


class ReportPlanIn(Schema):
    """A plan. `addresses` are pairs of a mail address and a language."""

    period: Period
    style: Style
    enabled: bool = False
    hour: int = Field(9, ge=0, le=LAST_HOUR)
    weekday: int = Field(0, ge=0, le=LAST_WEEKDAY)
    month_day: int = Field(1, ge=1, le=LAST_MONTH_DAY)
    same_day: bool = False
    workdays_only: bool = True
    calendar: str = Field("", max_length=8)
    hold_hours: int = Field(0, ge=0, le=LONGEST_HOLD)
    roles: list[str] = Field(default_factory=list, max_length=10)
    accounts: list[int] = Field(default_factory=list, max_length=200)
    addresses: list[Pair] = Field(default_factory=list, max_length=50)


class ReportPlanOut(Schema):
    """A plan, and when its next report is due (null while it is off)."""

    id: int
    period: str
    style: str
    enabled: bool
    hour: int
    weekday: int
    month_day: int
    same_day: bool
    workdays_only: bool
    calendar: str
    hold_hours: int
    roles: list[str]
    accounts: list[int]
    addresses: list[Pair]
    next_at: datetime | None
    version: int
