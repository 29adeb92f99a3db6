"""The things that are reported and judged, through the flaggables other rooms contributed."""

from steward.foundation.kernel.contracts import Flaggable, Flagged
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import NotFound


def flaggables() -> dict[str, Flaggable]:
    """Every kind of thing that can be reported, by its name."""
    return {one.kind: one for one in items("flaggables")}


def flaggable(kind: str) -> Flaggable:
    """The contributed kind. Raises NotFound."""
    found = flaggables().get(kind)
    if found is None:
        raise NotFound
    return found


def subject(kind: str, subject_id: int) -> Flagged:
    """The thing as it stands now. Raises NotFound."""
    found = flaggable(kind).load([subject_id]).get(subject_id)
    if found is None:
        raise NotFound
    return found


def kind_choices() -> list[tuple[str, str]]:
    """Kinds for a filter."""
    return [(kind, str(one.label)) for kind, one in sorted(flaggables().items())]
