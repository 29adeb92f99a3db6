"""What conduct offers: its part of the team's reports."""

from steward.care.conduct.queries.reported import order_passage
from steward.foundation.kernel.contracts import ReportPart
from steward.foundation.kernel.registry import contribute

contribute("report-parts", ReportPart("conduct.order", "order", ("day", "week", "month"), order_passage, 10))
