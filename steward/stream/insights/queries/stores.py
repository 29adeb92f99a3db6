"""The store of this process: made anew when the lake has moved on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from steward.stream.activity.public import Lake
from steward.stream.insights.engine.store import Store

_LOCK = threading.RLock()


class _Present:
    """The store in use, with what it was made from."""

    made_from: tuple[str, str] = ("", "")
    store: Store | None = None


@contextmanager
def current_store() -> Iterator[Store]:
    """The store over the lake as it is now; one question at a time. What was newly computed is kept."""
    with _LOCK:
        made_from = (str(settings.LAKE_ROOT), Lake.stamp())
        if _Present.store is None or _Present.made_from != made_from:
            lake = Lake()
            _Present.store = Store(lake, settings.LAKE_ROOT / "results")
            _Present.made_from = (made_from[0], lake.key)
        yield _Present.store
        _Present.store.save()
