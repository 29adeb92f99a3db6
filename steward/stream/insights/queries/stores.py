"""The store of this process: made anew when the lake has moved on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from steward.stream.activity.public import Lake
from steward.stream.insights.engine.store import Store

_LOCK = threading.RLock()


class _Present:
    """The store in use, with what it was made from. A pinned one stays."""

    made_from: tuple[str, str] = ("", "")
    store: Store | None = None
    pinned = False


def pin(store: Store | None) -> None:
    """Answer everything from this store, whatever the database says: for lakes without one. None lets go."""
    with _LOCK:
        _Present.store, _Present.pinned, _Present.made_from = store, store is not None, ("", "")


def is_pinned() -> bool:
    """Whether answers come from a lake without a database."""
    return _Present.pinned


@contextmanager
def current_store() -> Iterator[Store]:
    """The store over the lake as it is now; one question at a time. What was newly computed is kept."""
    with _LOCK:
        store = _Present.store
        if store is None or not _Present.pinned:
            store = _fresh()
        yield store
        store.save()


def _fresh() -> Store:
    """The store over the lake as it is now."""
    made_from = (str(settings.LAKE_ROOT), Lake.stamp())
    if _Present.store is None or _Present.made_from != made_from:
        lake = Lake()
        made_from = (made_from[0], lake.key)
        _Present.store, _Present.made_from = Store(lake, settings.LAKE_ROOT / "results"), made_from
    return _Present.store
