"""Where rules may count: categories of the square, channels of other sources."""

from collections.abc import Iterable

from steward.people.joining.enums import SERVICE
from steward.square.forum.public import Category
from steward.stream.activity.public import Channel

#: So many channels are offered.
_MOST = 300


def offered_places() -> list[tuple[str, str]]:
    """Keys and names of all categories and channels, for a form: two queries."""
    categories = [(f"category:{pk}", name) for pk, name in Category.objects.order_by("name").values_list("pk", "name")]
    channels = Channel.objects.exclude(source__service=SERVICE).order_by("source__name", "name")
    rows = channels.values_list("pk", "source__name", "name")[:_MOST]
    return [*categories, *((f"channel:{pk}", f"{source} · {name}") for pk, source, name in rows)]


def names_of(places: Iterable[str]) -> dict[str, str]:
    """The names of these places, at most two queries; one that is gone goes by its key."""
    wanted = set(places)
    ids = {kind: [int(place[len(kind) + 1 :]) for place in wanted if place.startswith(kind)] for kind in _KINDS}
    found = {place: place for place in wanted}
    if ids["category"]:
        rows = Category.objects.filter(pk__in=ids["category"]).values_list("pk", "name")
        found |= {f"category:{pk}": name for pk, name in rows}
    if ids["channel"]:
        channels = Channel.objects.filter(pk__in=ids["channel"]).values_list("pk", "source__name", "name")
        found |= {f"channel:{pk}": f"{source} · {name}" for pk, source, name in channels}
    return found


_KINDS = ("category", "channel")
