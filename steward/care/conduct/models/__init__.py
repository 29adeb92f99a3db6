"""Cases, judgements, sanctions, and how the team works."""

from steward.care.conduct.models.cases import Case, CaseStep, Signal, Span
from steward.care.conduct.models.judgements import ChannelTask, Judgement, Sanction
from steward.care.conduct.models.practice import Alternate, Practice

__all__ = [
    "Alternate",
    "Case",
    "CaseStep",
    "ChannelTask",
    "Judgement",
    "Practice",
    "Sanction",
    "Signal",
    "Span",
]
