"""The door of conduct."""

from steward.care.conduct.actions.do_task import do_task as do_channel_task
from steward.care.conduct.actions.do_task import reopen_task as reopen_channel_task
from steward.care.conduct.actions.judge import judge
from steward.care.conduct.actions.open_case import Reason, open_case
from steward.care.conduct.actions.overturn import overturn
from steward.care.conduct.actions.report import report
from steward.care.conduct.models import Alternate, Case, CaseStep, Judgement, Sanction, Signal, Span
from steward.care.conduct.queries.by_hand import ByHand, by_hand
from steward.care.conduct.queries.practice import practice_now
from steward.care.conduct.queries.stakes import stakes_in
from steward.care.conduct.queries.statement import Statement, statement_for, statement_of
from steward.care.conduct.rules.finding import Finding
from steward.care.conduct.rules.practice import JUDGE, MANAGE

__all__ = [
    "JUDGE",
    "MANAGE",
    "Alternate",
    "ByHand",
    "Case",
    "CaseStep",
    "Finding",
    "Judgement",
    "Reason",
    "Sanction",
    "Signal",
    "Span",
    "Statement",
    "by_hand",
    "do_channel_task",
    "judge",
    "open_case",
    "overturn",
    "practice_now",
    "reopen_channel_task",
    "report",
    "stakes_in",
    "statement_for",
    "statement_of",
]
