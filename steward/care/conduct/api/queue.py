"""Reports and the queue over JSON."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from steward.care.conduct.actions.claim import claim, release
from steward.care.conduct.actions.note import note
from steward.care.conduct.actions.report import report, withdraw_report
from steward.care.conduct.models import Case, Signal
from steward.care.conduct.queries.case import case_for
from steward.care.conduct.queries.own_reports import own_reports
from steward.care.conduct.queries.queue import cursor_of, keyset, open_cases
from steward.people.access.api import answers
from steward.people.access.public import viewer_in

router = Router(tags=["conduct"])
Id = Annotated[int, Path(ge=0, le=2**63 - 1)]
MOST = 200


class ReportIn(Schema):
    """What is reported and why: `kind` is "post", "letter", "member" or "activity", `code` one of the reason codes."""

    kind: str = Field(max_length=20)
    subject_id: int = Field(ge=0, le=2**63 - 1)
    code: str = Field(max_length=20)
    note: str = Field("", max_length=1000)


class ReportOut(Schema):
    """A report of one's own. `outcome` is "upheld", "dismissed", or "" while nobody has decided."""

    id: int
    kind: str
    subject_id: int
    code: str
    note: str
    at: datetime
    outcome: str


class SignalOut(Schema):
    """Why a case is in the queue. Who reported is not given."""

    id: int
    source: str
    code: str
    note: str
    weight: float
    at: datetime
    outcome: str


class CaseOut(Schema):
    """A case. `text` is what was said when it was opened; a decision names the `version` it was taken on."""

    id: int
    kind: str
    subject_id: int
    author_id: int | None
    place: str
    title: str
    text: str
    url: str
    state: str
    code: str
    severity: int
    readers: int
    trust: float
    priority: float
    disturbing: bool
    held: bool
    signals_count: int
    opened_at: datetime
    due_at: datetime
    decided_at: datetime | None
    claimed_by: int | None = Field(None, alias="claimed_by_id")
    claimed_until: datetime | None
    version: int


class CaseWithSignals(CaseOut):
    """A case with the reasons it is in the queue for."""

    signals: list[SignalOut]


class Cases(Schema):
    """A page of the queue; give `next` back as `after`."""

    items: list[CaseOut]
    next: str | None


class ClaimIn(Schema):
    """`take_over` takes the case from who works on it; they are told."""

    take_over: bool = False


class CaseWordsIn(Schema):
    """Words for the team."""

    words: str = Field(max_length=2000)


@router.post("/conduct/reports", response=answers(ReportOut, 201), summary="Report something")
def send_report(request: HttpRequest, given: ReportIn) -> tuple[int, dict[str, object]]:
    """Bring something before the team in one's own name."""
    signal = report(actor=viewer_in(request), **given.dict())
    return 201, _own(signal)


@router.get("/conduct/reports", response=answers(list[ReportOut]), summary="One's own reports")
def list_reports(request: HttpRequest) -> list[dict[str, object]]:
    """The newest fifty, with what became of them."""
    return [_own(one.signal) for one in own_reports(viewer_in(request))]


@router.delete("/conduct/reports/{report_id}", response=answers(None, 204), summary="Take a report back")
def drop_report(request: HttpRequest, report_id: Id) -> tuple[int, None]:
    """While nobody has decided about it."""
    withdraw_report(actor=viewer_in(request), signal_id=report_id)
    return 204, None


@router.get("/conduct/cases", response=answers(Cases), summary="The queue")
def list_cases(
    request: HttpRequest,
    after: Annotated[str, Query(max_length=60)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> dict[str, object]:
    """Open cases, the most urgent first; those about one's own words are not among them."""
    found = list(keyset(open_cases(viewer_in(request)), "-priority", after)[: limit + 1])
    following = cursor_of(found[limit - 1], "-priority") if len(found) > limit else None
    return {"items": found[:limit], "next": following}


@router.get("/conduct/cases/{case_id}", response=answers(CaseWithSignals), summary="Read a case")
def read_case(request: HttpRequest, case_id: Id) -> Case:
    """A case, open or decided."""
    return case_for(viewer_in(request), case_id)[0]


@router.post("/conduct/cases/{case_id}/claim", response=answers(CaseOut), summary="Take a case up")
def claim_case(request: HttpRequest, case_id: Id, given: ClaimIn) -> Case:
    """So that nobody else decides it unknowingly; a claim runs out without a sign of life."""
    return claim(actor=viewer_in(request), case_id=case_id, take_over=given.take_over)


@router.post("/conduct/cases/{case_id}/release", response=answers(CaseOut), summary="Give a case back")
def release_case(request: HttpRequest, case_id: Id) -> Case:
    """Back to the queue."""
    return release(actor=viewer_in(request), case_id=case_id)


@router.post("/conduct/cases/{case_id}/notes", response=answers(None, 204), summary="Leave a note")
def write_note(request: HttpRequest, case_id: Id, given: CaseWordsIn) -> tuple[int, None]:
    """For the others of the team."""
    note(actor=viewer_in(request), case_id=case_id, words=given.words)
    return 204, None


def _own(signal: Signal) -> dict[str, object]:
    case = signal.case
    return {"id": signal.pk, "kind": case.kind, "subject_id": case.subject_id, "code": signal.code,
            "note": signal.note, "at": signal.at, "outcome": signal.outcome}  # fmt: skip
