"""Numbers put together from other metrics."""

from collections.abc import Callable
from dataclasses import dataclass

from steward.stream.insights.engine.window import Window
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.metrics.health import PARTS, Part
from steward.stream.insights.metrics.parameters import Values
from steward.stream.insights.metrics.registry import METRICS

#: The values of a metric for each step of a window.
Measure = Callable[[Metric, Window], list[float | None]]


@dataclass(frozen=True, slots=True)
class Scored:
    """A part of the composite over one step: its value, and the share (0 to 1) of full points that is worth."""

    part: str
    metric: str
    value: float | None
    none: float
    full: float
    weight: float

    @property
    def score(self) -> float | None:
        """None where the value is not known."""
        if self.value is None:
            return None
        return min(1.0, max(0.0, (self.value - self.none) / (self.full - self.none)))


def parts_of(measure: Measure, window: Window, values: Values) -> list[list[Scored]]:
    """The parts of Health for each step of a window."""
    terms = values["health"]
    columns = {key: _values(measure, part, window) for key, part in PARTS.items()}
    return [
        [
            Scored(
                key, part.metric, columns[key][index],
                terms[f"{key}_none"], terms[f"{key}_full"], terms[f"{key}_weight"],
            )
            for key, part in PARTS.items()
        ]
        for index in range(len(window.steps()))
    ]  # fmt: skip


def composed(parts: list[Scored]) -> float | None:
    """The weighted mean of known parts, from 0 to 100; None when no part with a weight is known."""
    known = [(one.score, one.weight) for one in parts if one.score is not None and one.weight]
    weights = sum(weight for _score, weight in known)
    return 100 * sum(score * weight for score, weight in known) / weights if weights else None


def expression(measure: Measure, text: str, window: Window) -> list[float | None]:
    """The values of a metric, of a sum "a + b" or of a difference "a - b"; None where a term is unknown."""
    left, sign, right = text.partition(" - ") if " - " in text else text.partition(" + ")
    values = measure(METRICS[left], window)
    if not sign:
        return values
    factor = -1 if sign == " - " else 1
    others = measure(METRICS[right], window)
    return [
        None if one is None or other is None else one + factor * other
        for one, other in zip(values, others, strict=True)
    ]


def _values(measure: Measure, part: Part, window: Window) -> list[float | None]:
    tops = expression(measure, part.metric, window)
    if part.over:
        bottoms = expression(measure, part.over, window)
        tops = [None if top is None or not bottom else top / bottom for top, bottom in zip(tops, bottoms, strict=True)]
    return [None if one is None else 1 - one for one in tops] if part.rest else tops
