"""What the square offers: its parts of the team's reports."""

from steward.foundation.kernel.contracts import ReportPart
from steward.foundation.kernel.registry import contribute
from steward.square.forum.queries.reported import content_passage, voices_passage

_ALWAYS = ("day", "week", "month")
contribute("report-parts", ReportPart("forum.content", "content", _ALWAYS, content_passage, 10))
contribute("report-parts", ReportPart("forum.voices", "voices", _ALWAYS, voices_passage, 10))
