"""Word lists, rules with their history, what they hit, rehearsals."""

from steward.care.screening.models.hits import Hit, PastDecision, Rehearsal
from steward.care.screening.models.lists import Word, WordList
from steward.care.screening.models.rules import Rule, RuleVersion, Switches

__all__ = ["Hit", "PastDecision", "Rehearsal", "Rule", "RuleVersion", "Switches", "Word", "WordList"]
