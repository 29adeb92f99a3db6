"""Nobody is to be found out by a small number: segments under the floor are not shown by themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from steward.stream.insights.explaining.parts import Cell

#: The segment of what was pooled; ids of the database are positive.
OTHERS = -1


def pooled(cells: Sequence[Cell], sizes: Mapping[int | None, int], floor: int) -> list[Cell]:
    """The cells with small segments put together as `OTHERS`, so that nothing shown stands for fewer than `floor`.

    `sizes` are the distinct members of each segment (None: of those in none). When what is pooled is still too small,
    the rest (None) joins it: one could otherwise subtract.
    """
    small: set[int | None] = {segment for segment, size in sizes.items() if segment is not None and size < floor}
    if small and sum(sizes[segment] for segment in small) < floor:
        small.add(None)
    return [replace(cell, segment=OTHERS) if cell.segment in small else cell for cell in cells]


def corners(cells: Sequence[Cell], floor: int) -> list[Cell]:
    """The cells as corners of the cross table: a corner of fewer than `floor` members does not say its segment."""
    return [
        replace(cell, segment=OTHERS) if cell.segment is not None and cell.people < floor else cell for cell in cells
    ]
