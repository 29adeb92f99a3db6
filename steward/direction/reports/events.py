"""What reports announce."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ReportWritten:
    """A report was written; `state` says whether there was anything to say."""

    type: ClassVar[str] = "reports.written"
    subject: ClassVar[str] = "report:report_id"
    report_id: int
    period: str
    state: str


@dataclass(frozen=True, slots=True)
class ReportChanged:
    """Somebody edited, held or released a report; `what` is passages, note, held, released or discarded."""

    type: ClassVar[str] = "reports.changed"
    subject: ClassVar[str] = "report:report_id"
    report_id: int
    what: str


@dataclass(frozen=True, slots=True)
class ReportSent:
    """A report went to its readers."""

    type: ClassVar[str] = "reports.sent"
    subject: ClassVar[str] = "report:report_id"
    report_id: int
    accounts: int
    addresses: int


@dataclass(frozen=True, slots=True)
class ReportPlanChanged:
    """A plan was made, changed, switched or removed."""

    type: ClassVar[str] = "reports.plan_changed"
    subject: ClassVar[str] = "report-plan:plan_id"
    plan_id: int
    what: str
