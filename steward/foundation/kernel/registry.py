"""Contribution points: upper rooms offer, lower screens read, neither imports the other.

A room's `contributions.py` calls `contribute(point, item)` for what it offers (its `AppConfig.ready` imports that
module); whoever renders navigation, erases a person or lists search indexes reads `items(point)`. The points and the
types of their items are listed in `docs/structure.md`.
"""

from collections import defaultdict
from typing import Any

_items: dict[str, list[Any]] = defaultdict(list)


def contribute(point: str, item: Any) -> None:
    """Offer `item` at `point`. Offering an equal item again changes nothing."""
    if item not in _items[point]:
        _items[point].append(item)


def items(point: str) -> list[Any]:
    """What was offered at `point`, in the order of offering."""
    return list(_items[point])


def load_contributions(app: str) -> None:
    """Import the `contributions` and `subscribers` modules of a room, where it has them."""
    from importlib import import_module
    from importlib.util import find_spec

    for module in ("contributions", "subscribers", "tasks"):
        if find_spec(f"{app}.{module}"):
            import_module(f"{app}.{module}")
