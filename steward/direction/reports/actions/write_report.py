"""Writing a report: measure, let every room speak, keep it."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from steward.direction.reports.enums import EDIT, State, Style
from steward.direction.reports.events import ReportWritten
from steward.direction.reports.models import Report, ReportPassage, ReportPlan
from steward.direction.reports.queries.gather import Gathered, Steps, gather
from steward.direction.reports.queries.readings import reading
from steward.direction.reports.rules.windows import impossible
from steward.direction.reports.typesetting.plain import as_text
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.public import SYSTEM, Viewer, allowed
from steward.people.community.public import community


def usual_style() -> str:
    """The house style a community begins with: the Chinese one where it speaks Chinese."""
    return Style.CHINESE if community().language.startswith("zh") else Style.PLAIN


def write_report(
    *,
    actor: Viewer,
    period: str,
    since: date,
    until: date,
    style: str = "",
    plan: ReportPlan | None = None,
    due: datetime | None = None,
    progress: Steps | None = None,
) -> Report:
    """Write the report of the days from `since` to the one before `until`, in every language.

    A plan's report is written once for each `until`: asked again, the one there is comes back. When there is nothing
    to say its state is "skipped". Measuring takes seconds and happens outside the transaction.
    """
    require(allowed(actor, EDIT))
    if why := impossible(since, until):
        raise Invalid({"until": why})
    if plan and (there := Report.objects.filter(plan=plan, until=until).first()):
        return there
    chosen = style or (plan.style if plan else usual_style())
    gathered = gather(SYSTEM, period=period, style=chosen, since=since, until=until, progress=progress)
    now = clock.now()
    report = Report(
        plan=plan, period=period, style=chosen, since=since, until=until, at=now, by=actor.account,
        state=State.SKIPPED if gathered.quiet else State.WRITTEN, gaps=gathered.gaps,
        sends_at=None if gathered.quiet else _sends_at(plan, due, now),
        numbers=[figure.as_json() for figure in gathered.numbers], why="quiet" if gathered.quiet else "",
    )  # fmt: skip
    return _keep(report, gathered, actor)


def _keep(report: Report, gathered: Gathered, actor: Viewer) -> Report:
    try:
        with transaction.atomic():
            report.save()
            if not gathered.quiet:
                _passages(report, gathered)
            publish(ReportWritten(report.pk, report.period, report.state), actor=actor.name)
    except IntegrityError:
        # Somebody wrote it at the same time: theirs stands.
        return Report.objects.get(plan=report.plan, until=report.until)
    return report


def _passages(report: Report, gathered: Gathered) -> None:
    rows = [
        ReportPassage(report=report, key=one.key, place=one.place, position=number, said=one.said, asks=list(one.asks))
        for number, one in enumerate(gathered.drafts)
    ]
    ReportPassage.objects.bulk_create(rows)
    report.words = words_of(report)
    report.save(update_fields=["words"])


def words_of(report: Report) -> str:
    """Everything the report says, in all languages, to be searched."""
    return "\n".join(as_text(reading(report, code), settings.BASE_URL) for code, _name in settings.LANGUAGES)


def _sends_at(plan: ReportPlan | None, due: datetime | None, now: datetime) -> datetime | None:
    if plan is None:
        return None
    return max(due or now, now) + timedelta(hours=plan.hold_hours)
