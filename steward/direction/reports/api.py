"""Reports as JSON, text and HTML."""

from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from steward.direction.reports.actions.edit_report import hold_report, release_report
from steward.direction.reports.actions.plan_reports import Wanted, make_plan, remove_plan, switch_plan
from steward.direction.reports.actions.send_report import send_report
from steward.direction.reports.actions.write_report import write_report
from steward.direction.reports.enums import Period, State
from steward.direction.reports.models import Report, ReportPlan
from steward.direction.reports.queries.archive import plan_of, plans, report_of, reports
from steward.direction.reports.queries.readings import reading
from steward.direction.reports.queries.recipients import rhythm_of
from steward.direction.reports.records import Said
from steward.direction.reports.rules.windows import next_due, usual_window
from steward.direction.reports.schemas import (
    ReportChapterOut,
    ReportFullOut,
    ReportHeadOut,
    ReportListOut,
    ReportPassageOut,
    ReportPlanIn,
    ReportPlanOut,
    ReportVersionIn,
    ReportWriteIn,
)
from steward.direction.reports.typesetting.mail import body_html
from steward.direction.reports.typesetting.plain import as_markdown, as_text
from steward.foundation.kernel import clock
from steward.people.access.api import Problem, answers
from steward.people.access.public import viewer_in
from steward.people.community.public import community
from steward.stream.insights.public import today

router = Router(tags=["reports"])
Id = Annotated[int, Path(ge=0, le=2**63 - 1)]
Language = Literal["en", "zh-hans"]
_WRITERS = {
    "text": (as_text, "text/plain"), "markdown": (as_markdown, "text/markdown"),
    "html": (lambda said, _base: body_html(said), "text/html"),
}  # fmt: skip


@router.get("/reports", response=answers(ReportListOut))
def listed(
    request: HttpRequest,
    period: Period | None = None,
    state: State | None = None,
    after: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ReportListOut:
    """Reports, the newest first."""
    rows = reports(viewer_in(request)).order_by("-pk")
    rows = rows.filter(period=period) if period else rows
    rows = rows.filter(state=state) if state else rows
    found = list((rows.filter(pk__lt=after) if after else rows)[: limit + 1])
    return ReportListOut(
        items=[ReportHeadOut(**_values(row)) for row in found[:limit]],
        next=found[limit - 1].pk if len(found) > limit else None,
    )


@router.get("/reports/plans", response=answers(list[ReportPlanOut]))
def planned(request: HttpRequest) -> list[ReportPlanOut]:
    """Every plan."""
    return [_plan(plan) for plan in plans(viewer_in(request))]


@router.post("/reports/plans", response=answers(ReportPlanOut, 201))
def plan(request: HttpRequest, given: ReportPlanIn) -> tuple[int, ReportPlanOut]:
    """Make a plan."""
    wanted = Wanted(**given.dict(exclude={"enabled"}))
    return 201, _plan(make_plan(actor=viewer_in(request), wanted=wanted, enabled=given.enabled))


@router.post("/reports/plans/{plan_id}/on", response=answers(ReportPlanOut))
def plan_on(request: HttpRequest, plan_id: Id) -> ReportPlanOut:
    """Turn a plan on."""
    return _plan(switch_plan(actor=viewer_in(request), plan_id=plan_id, on=True))


@router.post("/reports/plans/{plan_id}/off", response=answers(ReportPlanOut))
def plan_off(request: HttpRequest, plan_id: Id) -> ReportPlanOut:
    """Turn a plan off."""
    return _plan(switch_plan(actor=viewer_in(request), plan_id=plan_id, on=False))


@router.get("/reports/plans/{plan_id}", response=answers(ReportPlanOut))
def one_plan(request: HttpRequest, plan_id: Id) -> ReportPlanOut:
    """One plan."""
    return _plan(plan_of(viewer_in(request), plan_id))


@router.delete("/reports/plans/{plan_id}", response=answers(None, 204))
def drop_plan(request: HttpRequest, plan_id: Id) -> tuple[int, None]:
    """Remove a plan; its reports stay."""
    remove_plan(actor=viewer_in(request), plan_id=plan_id)
    return 204, None


@router.post("/reports", response=answers(ReportHeadOut, 201))
def write(request: HttpRequest, given: ReportWriteIn) -> tuple[int, ReportHeadOut]:
    """Write a report now; it is sent to nobody. Takes as long as measuring takes."""
    since, until = usual_window(given.period, today())
    report = write_report(
        actor=viewer_in(request), period=given.period, since=given.since or since, until=given.until or until,
        style=given.style or "",
    )  # fmt: skip
    return 201, ReportHeadOut(**_values(report))


@router.get("/reports/{report_id}", response=answers(ReportFullOut))
def one(request: HttpRequest, report_id: Id, language: Language = "en") -> ReportFullOut:
    """A report with everything it says in one language."""
    report = report_of(viewer_in(request), report_id)
    said = reading(report, language, passages=report.passages.all())
    chapters = [
        ReportChapterOut(title=chapter.title, passages=[_passage(passage) for passage in chapter.passages])
        for chapter in said.chapters
    ]
    return ReportFullOut(
        **_values(report), language=language, title=said.heading, note=said.note, chapters=chapters,
        numbers=report.numbers,
    )  # fmt: skip


@router.post("/reports/{report_id}/send", response=answers(ReportHeadOut) | {409: Problem})
def send(request: HttpRequest, report_id: Id, given: ReportVersionIn) -> ReportHeadOut:
    """Send a draft to everybody its plan names; 409 where somebody changed it since that `version`."""
    return ReportHeadOut(**_values(send_report(actor=viewer_in(request), report_id=report_id, version=given.version)))


@router.post("/reports/{report_id}/hold", response=answers(ReportHeadOut) | {409: Problem})
def hold(request: HttpRequest, report_id: Id, given: ReportVersionIn) -> ReportHeadOut:
    """Keep a draft from going out by the clock."""
    return ReportHeadOut(**_values(hold_report(actor=viewer_in(request), report_id=report_id, version=given.version)))


@router.post("/reports/{report_id}/release", response=answers(ReportHeadOut) | {409: Problem})
def release(request: HttpRequest, report_id: Id, given: ReportVersionIn) -> ReportHeadOut:
    """Let a draft go out at its time."""
    released = release_report(actor=viewer_in(request), report_id=report_id, version=given.version)
    return ReportHeadOut(**_values(released))


# The last of its kind: what stands above would never be reached behind an address with a word of any kind in it.
@router.get("/reports/{report_id}/{form}", response=answers(str), openapi_extra={"description": "As a document."})
def document(
    request: HttpRequest, report_id: Id, form: Literal["text", "markdown", "html"], language: Language = "en"
) -> HttpResponse:
    """A report as plain text, Markdown or simple HTML."""
    report = report_of(viewer_in(request), report_id)
    write_as, kind = _WRITERS[form]
    words = write_as(reading(report, language, passages=report.passages.all()), settings.BASE_URL)
    return HttpResponse(words, content_type=f"{kind}; charset=utf-8")


def _values(row: Report) -> dict[str, Any]:
    return {
        "id": row.pk, "period": row.period, "style": row.style, "since": row.since, "until": row.until,
        "state": row.state, "plan_id": row.plan_id, "written_at": row.at, "sends_at": row.sends_at,
        "sent_at": row.sent_at, "readers": row.sent_to, "version": row.version,
    }  # fmt: skip


def _passage(said: Said) -> ReportPassageOut:
    return ReportPassageOut(
        key=said.key, title=said.title, sentences=list(said.sentences), head=list(said.head),
        rows=[list(row) for row in said.rows], markdown=said.text if said.is_edited else None,
    )  # fmt: skip


def _plan(row: ReportPlan) -> ReportPlanOut:
    window = next_due(rhythm_of(row), clock.now(), community().zone) if row.enabled_at else None
    same = ("period", "style", "hour", "weekday", "month_day", "same_day", "workdays_only", "calendar", "hold_hours")
    return ReportPlanOut(
        id=row.pk, enabled=bool(row.enabled_at), roles=row.roles, version=row.version,
        accounts=[account.pk for account in row.accounts.all()], addresses=[list(pair) for pair in row.addresses],
        next_at=window.due if window else None, **{name: getattr(row, name) for name in same},
    )  # fmt: skip
