"""The pages of oversight: the log and reports for everybody, the team's own."""

from steward.care.oversight.views.clauses import clauses
from steward.care.oversight.views.load import drop_own_note, me, note, team_load, team_member
from steward.care.oversight.views.log import feed, log, redact_entry, show_entry
from steward.care.oversight.views.looks import disagreement, disagreements_list, look, looks
from steward.care.oversight.views.reports import (
    public_report,
    public_report_csv,
    public_reports,
    publish_one,
    report_draft,
    report_list,
)
from steward.care.oversight.views.settings import openness_page, openness_undo

__all__ = [
    "clauses",
    "disagreement",
    "disagreements_list",
    "drop_own_note",
    "feed",
    "log",
    "look",
    "looks",
    "me",
    "note",
    "openness_page",
    "openness_undo",
    "public_report",
    "public_report_csv",
    "public_reports",
    "publish_one",
    "redact_entry",
    "report_draft",
    "report_list",
    "show_entry",
    "team_load",
    "team_member",
]
