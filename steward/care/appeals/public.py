"""The door of appeals."""

from steward.care.appeals.actions.appeal import appeal, resume, withdraw
from steward.care.appeals.actions.decide_appeal import decide_appeal
from steward.care.appeals.actions.take import give_back, take
from steward.care.appeals.actions.write_word import write_word
from steward.care.appeals.enums import Outcome, State
from steward.care.appeals.events import AppealDecided, Appealed
from steward.care.appeals.models import Appeal
from steward.care.appeals.queries.independence import involved, involved_in
from steward.care.appeals.queries.own import appeal_of, own_appeals, stance
from steward.care.appeals.rules import Involved, objection

__all__ = [
    "Appeal",
    "AppealDecided",
    "Appealed",
    "Involved",
    "Outcome",
    "State",
    "appeal",
    "appeal_of",
    "decide_appeal",
    "give_back",
    "involved",
    "involved_in",
    "objection",
    "own_appeals",
    "resume",
    "stance",
    "take",
    "withdraw",
    "write_word",
]
