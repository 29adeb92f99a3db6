"""What a new task comes from: a thing of another room, as that room shows it to the viewer."""

from steward.foundation.kernel.contracts import Work, WorkKind
from steward.foundation.kernel.registry import items
from steward.people.access.public import Viewer


def origin_of(viewer: Viewer, source: str) -> Work | None:
    """The thing a source names ("decision:12"), None where there is none the viewer may see."""
    name, _colon, number = source.partition(":")
    kinds: list[WorkKind] = [one for one in items("works") if one.kind == name]
    if not kinds or not (number.isascii() and number.isdigit() and len(number) < 16):
        return None
    return kinds[0].load(viewer, [int(number)]).get(int(number))
