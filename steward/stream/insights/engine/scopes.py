"""A scope as conditions on columns."""
# ruff: noqa: S608  (only dates, numbers and words of our own vocabulary are written into SQL, by `dialects.literal`)

from collections.abc import Callable
from dataclasses import dataclass

from steward.stream.insights.engine.dialects import listed
from steward.stream.insights.engine.window import Scope

#: Names the table that holds the members of a segment, once it is there.
SegmentTable = Callable[[tuple[int, ...]], str]


@dataclass(frozen=True, slots=True)
class Conditions:
    """The scope in SQL: parts to be joined with AND, each for tables that have the columns it names."""

    place: tuple[str, ...]
    kinds: tuple[str, ...]
    members: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Everything together."""
        return (*self.place, *self.kinds, *self.members)


def conditions(scope: Scope, segment_table: SegmentTable) -> Conditions:
    """The conditions of a scope."""
    place = []
    if scope.sources:
        place.append(f"source IN {listed(scope.sources)}")
    if scope.channels:
        place.append(f"channel IN {listed(scope.channels)}")
    kinds = (f"kind IN {listed(scope.kinds)}",) if scope.kinds else ()
    members: tuple[str, ...] = ()
    if scope.segment is not None:
        members = (f"member IN (SELECT member FROM {segment_table(scope.segment)})",)
    return Conditions(tuple(place), kinds, members)
