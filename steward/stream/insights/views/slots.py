"""What hangs on a metric's page: parts fetched once it is there, and the number as others are asked about it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steward.stream.insights.public import Answer
from steward.stream.insights.views.asked import Asked

#: (id on the page, name of its address, what its link says), in the order of reading.
SLOTS = (
    ("insights-explain", "insights-explanation", _("Why it moved")),
    ("insights-forecast", "insights-forecast", _("Forecast")),
)


def slots(asked: Asked, key: str) -> list[tuple[str, str, object]]:
    """The parts of a metric's page, each with the address it is fetched from."""
    query = asked.query(**({"grain": asked.grain.value} if "grain" in asked.request.GET else {}))
    return [(part, reverse(name, args=[key]) + query, label) for part, name, label in SLOTS]


def question(asked: Asked, answer: Answer) -> dict[str, object]:
    """The question a number answers, as `ui.number_acts` passes it on; empty parts are left out."""
    period = asked.period
    asks = {"metric": answer.metric.key, "since": period.since, "until": period.last, "grain": answer.grain.value}
    return asks | asked.narrowed
