"""The public log and transparency reports over JSON."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from steward.care.oversight.enums import VIEW
from steward.care.oversight.queries.clauses import clause_records
from steward.care.oversight.queries.log import Asked, Entry, entries, logged
from steward.care.oversight.queries.reports import kept, published
from steward.care.oversight.rules.periods import span
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.api import OwnSession, TokenAuth, answers, visitor
from steward.people.access.public import allowed, viewer_in

router = Router(tags=["oversight"], auth=[TokenAuth(), OwnSession(), visitor])
MOST = 200


class EntryOut(Schema):
    """An entry of the public log. A redacted one has a number, a time and a reason."""

    number: int
    at: datetime
    redacted: str | None
    level: str | None
    clause: str | None
    clause_version: int | None
    found_by: str | None
    place: str | None
    who: str | None
    by: str | None
    overturned_at: datetime | None
    by_appeal: bool
    appeal: str | None
    no_independent_person: bool


class LogOut(Schema):
    """Entries, the newest first; give `next` back as `after` for what follows."""

    items: list[EntryOut]
    next: int | None = None


class ReportHead(Schema):
    """A published report."""

    period: str
    number: int
    since: datetime
    until: datetime
    published_at: datetime


class TransparencyOut(ReportHead):
    """A published report with its figures: counts, times in seconds."""

    words: str
    figures: dict[str, Any]


class ReportsOut(Schema):
    """Every published report, the newest period first."""

    items: list[ReportHead]


class ClauseRecordOut(Schema):
    """How a clause does; the interval is Wilson's at 95 %."""

    key: str
    judged: int
    appeals: int
    decided: int
    overturned: int
    rate: float | None
    low: float | None
    high: float | None
    kappa: float | None
    looks: int
    hint: str


class ClausesOut(Schema):
    """Clauses, those most surely overturned first."""

    items: list[ClauseRecordOut]


class Narrow(Schema):
    """What the log is narrowed to."""

    clause: str = Field("", max_length=50)
    level: str = Field("", max_length=10)
    found_by: str = Field("", max_length=10)
    state: str = Field("", max_length=10)
    since: date | None = None
    until: date | None = None
    after: int | None = Field(None, ge=1, le=2**63 - 1)
    limit: int = Field(50, ge=1, le=MOST)


@router.get("/conduct/log", response=answers(LogOut))
def log(request: HttpRequest, narrow: Annotated[Narrow, Query()]) -> LogOut:
    """The public log: every decision with an effect."""
    del request
    asked = Asked(narrow.clause, narrow.level, narrow.found_by, narrow.state, narrow.since, narrow.until)
    rows = logged(asked).select_related("case").order_by("-pk")
    found = list((rows.filter(pk__lt=narrow.after) if narrow.after else rows)[: narrow.limit + 1])
    return LogOut(
        items=[_entry(one) for one in entries(found[: narrow.limit])],
        next=found[narrow.limit - 1].pk if len(found) > narrow.limit else None,
    )


@router.get("/conduct/transparency", response=answers(ReportsOut))
def reports(request: HttpRequest) -> ReportsOut:
    """The published transparency reports."""
    del request
    return ReportsOut(items=[ReportHead.from_orm(one) for one in published()])


@router.get("/conduct/transparency/{period}", response=answers(TransparencyOut))
def report(request: HttpRequest, period: str, number: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None) -> Any:
    """A published report: the newest of the period ("2026-Q2"), or the one of that number."""
    del request
    if span(period) is None:
        raise NotFound
    return kept(period, number)


@router.get("/conduct/clauses/records", response=answers(ClausesOut), auth=[TokenAuth(), OwnSession()])
def clauses(request: HttpRequest) -> ClausesOut:
    """How clauses do, for the team."""
    viewer = viewer_in(request)
    require(allowed(viewer, VIEW))
    return ClausesOut(
        items=[
            ClauseRecordOut(
                key=row.key, judged=row.judged, appeals=row.appeals, decided=row.overturns.size,
                overturned=row.overturns.hits, rate=row.overturns.value, low=row.overturns.low,
                high=row.overturns.high, kappa=row.agreement.kappa if row.agreement else None,
                looks=row.agreement.n if row.agreement else 0, hint=row.hint,
            )
            for row in clause_records(viewer)
        ]
    )  # fmt: skip


def _entry(one: Entry) -> EntryOut:
    return EntryOut(
        number=one.number, at=one.at, redacted=one.redacted or None, level=one.level or None,
        clause=one.clause_key or None, clause_version=one.version or None, found_by=one.finder or None,
        place=one.place or None, who=one.who or None, by=one.by or None, overturned_at=one.overturned_at,
        by_appeal=one.by_appeal, appeal=one.appeal or None, no_independent_person=one.alone,
    )  # fmt: skip
