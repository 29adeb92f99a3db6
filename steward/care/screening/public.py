"""The door of the screening room."""

from steward.care.screening.actions.judge import forget_decision, judged, remember_decision
from steward.care.screening.engine.records import Message, Reason
from steward.care.screening.enums import Doing, Mode, Outcome
from steward.care.screening.events import HitUndone, RuleHit
from steward.care.screening.models import Hit, Rule
from steward.care.screening.queries.hits import hits_by_id, hits_of
from steward.care.screening.records import Piece, reasons_of
from steward.care.screening.rules import pieces

__all__ = [
    "Doing",
    "Hit",
    "HitUndone",
    "Message",
    "Mode",
    "Outcome",
    "Piece",
    "Reason",
    "Rule",
    "RuleHit",
    "forget_decision",
    "hits_by_id",
    "hits_of",
    "judged",
    "pieces",
    "reasons_of",
    "remember_decision",
]
