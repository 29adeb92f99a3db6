"""The door of reports."""

from steward.direction.reports.actions.send_report import send_report
from steward.direction.reports.actions.write_report import write_report
from steward.direction.reports.enums import Period, State, Style
from steward.direction.reports.events import ReportSent, ReportWritten
from steward.direction.reports.models import Report, ReportPlan
from steward.direction.reports.queries.archive import report_of, reports, upcoming, waiting
from steward.direction.reports.queries.recipients import usual_calendar
from steward.direction.reports.typesetting.chat import split_bytes

__all__ = [
    "Period",
    "Report",
    "ReportPlan",
    "ReportSent",
    "ReportWritten",
    "State",
    "Style",
    "report_of",
    "reports",
    "send_report",
    "split_bytes",
    "upcoming",
    "usual_calendar",
    "waiting",
    "write_report",
]
