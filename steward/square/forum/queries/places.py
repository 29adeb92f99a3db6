"""Categories: few, read by every page, kept per process as long as the sequence "frame" stands still."""

from dataclasses import dataclass

from steward.foundation.journal.public import latest
from steward.square.forum.enums import Verb
from steward.square.forum.models import Category
from steward.square.forum.rules.rights import Standpoint, admits

#: The sequence every change of the portal's frame takes a number from: community settings, categories, names.
FRAME = "frame"

_kept: tuple[int, "Places"] | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """All categories, ordered."""

    rows: dict[int, Category]

    def by_key(self, key: str) -> Category | None:
        """The category of an address."""
        return next((row for row in self.rows.values() if row.key == key), None)

    def open_to(self, standpoint: Standpoint, verb: Verb = Verb.SEE) -> frozenset[int]:
        """Ids of the categories in which the standpoint may do the verb; archived ones only let read."""
        return frozenset(
            row.pk
            for row in self.rows.values()
            if admits(row.rights, verb, standpoint.audiences) and (verb == Verb.SEE or row.archived_at is None)
        )


def frame() -> int:
    """The number of the last change to the frame (one cheap query)."""
    return latest(FRAME)[FRAME]


def places(at: int | None = None) -> Places:
    """All categories; `at` is the frame's number when the caller has read it already."""
    global _kept  # noqa: PLW0603 — one value for the process
    now = frame() if at is None else at
    if _kept is None or _kept[0] != now:
        _kept = (now, Places({row.pk: row for row in Category.objects.order_by("position", "pk")}))
    return _kept[1]
