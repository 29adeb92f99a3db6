"""What the clock does: writes what is due, sends what is due."""

import logging
from datetime import datetime

from django.db import IntegrityError, transaction

from steward.direction.reports.actions.send_report import send_report
from steward.direction.reports.actions.write_report import write_report
from steward.direction.reports.enums import EDIT, State
from steward.direction.reports.errors import NobodyReads, NotOpen
from steward.direction.reports.events import ReportWritten
from steward.direction.reports.models import Report, ReportPlan
from steward.direction.reports.queries.archive import due_to_send, windows_due
from steward.direction.reports.queries.gather import Steps
from steward.direction.reports.rules.windows import Window
from steward.foundation.jobs.public import Cancelled, Interrupted
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed

logger = logging.getLogger(__name__)


def write_due(*, actor: Viewer, now: datetime, progress: Steps | None = None) -> int:
    """Write each plan's latest report that is due and not there yet; returns how many were written."""
    require(allowed(actor, EDIT))
    written = 0
    for plan, window in windows_due(now):
        try:
            write_report(
                actor=actor, period=plan.period, since=window.since, until=window.until, plan=plan, due=window.due,
                progress=progress,
            )  # fmt: skip
            written += 1
        except (Cancelled, Interrupted):
            raise
        except Exception as problem:
            # The reports of other plans are still due; this one is in the archive as failed, to be written by hand.
            logger.exception("report of plan %s could not be written", plan.pk)
            _failed(plan, window, problem, actor)
    return written


def send_due(*, actor: Viewer, now: datetime) -> int:
    """Send every draft whose time has come and that nobody holds; returns how many went out."""
    require(allowed(actor, EDIT))
    sent = 0
    for report_id in due_to_send(now):
        try:
            send_report(actor=actor, report_id=report_id)
            sent += 1
        except NobodyReads:
            Report.objects.filter(pk=report_id).update(sends_at=None, why="nobody")
        except NotOpen:
            continue  # somebody sent or discarded it meanwhile
        except Exception:
            # The others go out all the same; this one is tried again by the next look at the clock.
            logger.exception("report %s could not be sent", report_id)
    return sent


def _failed(plan: ReportPlan, window: Window, problem: Exception, actor: Viewer) -> None:
    try:
        with transaction.atomic():
            report = Report.objects.create(
                plan=plan, period=plan.period, style=plan.style, since=window.since, until=window.until,
                state=State.FAILED, why=type(problem).__name__, at=clock.now(),
            )  # fmt: skip
            publish(ReportWritten(report.pk, report.period, report.state), actor=actor.name)
    except IntegrityError:
        return
