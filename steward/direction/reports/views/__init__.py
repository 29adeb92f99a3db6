"""The pages of reports."""

from steward.direction.reports.views.archive import archive, job_page, write_now
from steward.direction.reports.views.drafts import discard, edit, hold, release, send
from steward.direction.reports.views.plans import plan_list, plan_new, plan_page, plan_remove, plan_start, plan_switch
from steward.direction.reports.views.report import as_markdown_file, chat_text, compare, report_page

__all__ = [
    "archive",
    "as_markdown_file",
    "chat_text",
    "compare",
    "discard",
    "edit",
    "hold",
    "job_page",
    "plan_list",
    "plan_new",
    "plan_page",
    "plan_remove",
    "plan_start",
    "plan_switch",
    "release",
    "report_page",
    "send",
    "write_now",
]
