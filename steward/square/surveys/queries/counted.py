"""The room's numbers among the metrics of insights: the score of recommendation, and how many answered."""

from typing import Any

from django.db.models import Count

from steward.square.surveys.enums import FLOOR, Kind
from steward.square.surveys.models import Answer
from steward.square.surveys.rules import recommended
from steward.stream.insights.public import Scope, Window


def nps_rows(window: Window, _scope: Scope) -> list[dict[str, Any]]:
    """The score of each step as `value`; steps under FLOOR are left out: unknown, not 0."""
    steps: dict[int, dict[int, int]] = {}
    rows = _answers(window).filter(survey__kind=Kind.NPS).values("on", "score").annotate(number=Count("pk"))
    for row in rows.order_by("on", "score"):
        counts = steps.setdefault(window.number_of(row["on"]), {})
        counts[row["score"]] = counts.get(row["score"], 0) + row["number"]
    found = {step: recommended(counts) for step, counts in steps.items()}
    return [{"step": step, "value": one.value} for step, one in sorted(found.items()) if one.size >= FLOOR]


def answer_rows(window: Window, _scope: Scope) -> list[dict[str, Any]]:
    """Answers of each step, to any survey."""
    steps: dict[int, int] = {}
    for on, number in _answers(window).values_list("on").annotate(number=Count("pk")).order_by("on"):
        step = window.number_of(on)
        steps[step] = steps.get(step, 0) + number
    return [{"step": step, "answers": number} for step, number in sorted(steps.items())]


def _answers(window: Window) -> Any:
    return Answer.objects.filter(on__gte=window.earlier, on__lt=window.until)
