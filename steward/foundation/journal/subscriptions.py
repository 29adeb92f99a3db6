"""Who wants to hear of which fact. Registration happens in the subscriber's `subscribers.py`."""

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F")

log = logging.getLogger(__name__)
#: The `type` of a class that stands for every fact.
EVERYTHING = "*"
_subscribers: dict[str, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(fact_type: type[F]) -> Callable[[Callable[[F], None]], Callable[[F], None]]:
    """Decorate a function of one fact; it runs after the fact's transaction has committed."""

    def register(subscriber: Callable[[F], None]) -> Callable[[F], None]:
        _subscribers[fact_type.type].append(subscriber)  # type: ignore[attr-defined]
        return subscriber

    return register


def deliver(fact: Any) -> None:
    """Hand a committed fact to its subscribers, each failing alone."""
    for subscriber in (*_subscribers[fact.type], *_subscribers[EVERYTHING]):
        try:
            subscriber(fact)
        except Exception:
            log.exception("subscriber %s failed on %s", subscriber.__qualname__, fact.type)
