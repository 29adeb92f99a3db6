"""The point `webhook-events`: what other systems can be told, and how it is put."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from steward.foundation.kernel.registry import items


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """One kind of event. `payload(data of the fact)` gives what is told (JSON-ready), or None: not to be told."""

    key: str  # "topic.created"
    label: Any  # lazily translated
    fact_type: str  # "forum.topic_posted"; "" is told only by hand
    payload: Callable[[dict[str, Any]], dict[str, Any] | None]


def offered() -> dict[str, WebhookEvent]:
    """Every kind of event rooms contributed, by key."""
    return {event.key: event for event in items("webhook-events")}


def by_fact() -> dict[str, list[WebhookEvent]]:
    """The kinds of event that each type of fact may become."""
    kinds: dict[str, list[WebhookEvent]] = {}
    for event in items("webhook-events"):
        if event.fact_type:
            kinds.setdefault(event.fact_type, []).append(event)
    return kinds
