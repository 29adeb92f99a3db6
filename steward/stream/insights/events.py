"""What insights announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class MetricRedefined:
    """A group of parameters has new values: `metrics` are the keys of the metrics that depend on it."""

    type: ClassVar[str] = "insights.metric_redefined"
    subject: ClassVar[str] = "definition:group"
    group: str
    number: int
    metrics: tuple[str, ...]
