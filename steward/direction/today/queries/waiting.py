"""What waits for somebody, and how much of it, kept for a minute for the rail."""

from django.core.cache import cache

from steward.direction.today.enums import BADGE_SECONDS
from steward.direction.today.records import Waiting
from steward.people.access.public import Viewer
from steward.team.work.public import my_work


def waiting_for(viewer: Viewer) -> Waiting:
    """Everything that waits, over every room; the number in the rail is told anew."""
    groups = my_work(viewer)
    late = next((group for group in groups if group.key == "late"), None)
    rest = tuple(group for group in groups if group.key != "late")
    mine = sum(entry.item.count for group in groups for entry in group.entries if entry.item.mine)
    cache.set(_key(viewer), mine, BADGE_SECONDS)
    return Waiting(late, rest, mine)


def mine_waiting(viewer: Viewer) -> int:
    """How much waits for the viewer in person, as known for a minute at most."""
    kept = cache.get(_key(viewer))
    return waiting_for(viewer).mine if kept is None else int(kept)


def _key(viewer: Viewer) -> str:
    return f"today:mine:{viewer.own_id}"
