"""The door of oversight."""

from steward.care.oversight.events import EntryRedacted, LookedAgain, ReportPublished
from steward.care.oversight.queries.clauses import clause_record
from steward.care.oversight.queries.load import disturbing_today

__all__ = ["EntryRedacted", "LookedAgain", "ReportPublished", "clause_record", "disturbing_today"]
