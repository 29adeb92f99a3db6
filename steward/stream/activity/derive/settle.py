"""Bringing everything derived from the stream up to date."""

from collections.abc import Callable

from steward.stream.activity.derive.people import follow_merges, follow_seen
from steward.stream.activity.derive.threads import follow_threads
from steward.stream.activity.lake.advance import advance_lake


def settle(report: Callable[[int], None] | None = None, *, erase: bool = False) -> int:
    """Run all consumers of this room to the end of the stream, then the lake; returns the rows they took.

    `report` is called after every batch with the rows taken so far, and may raise to stop. Safe to kill at any moment
    and to run in several processes. With `erase`, files with what was erased are removed at once.
    """
    total = 0
    for follow in (follow_merges, follow_threads, follow_seen):
        while taken := follow():
            total += taken
            if report:
                report(total)
    return total + advance_lake(erase=erase)
