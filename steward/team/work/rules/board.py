"""Places on the board: fractions between neighbours.

A card's place is a number; a column shows its cards by (number, id). Between two neighbours there is always room for
one more until their numbers are too close for a float: then the column is numbered anew.
"""

from collections.abc import Sequence

#: The distance of cards that were numbered anew.
STEP = 1024.0
#: Closer neighbours have no room between them.
CLOSEST = 1e-3


def between(before: float | None, after: float | None) -> float | None:
    """A place after one and before the other; None stands for the end of the column.

    None where there is no room: number the column anew.
    """
    if before is None:
        return 0.0 if after is None else after - STEP
    if after is None:
        return before + STEP
    return None if after - before < CLOSEST else (before + after) / 2


def numbered(ids: Sequence[int]) -> dict[int, float]:
    """Places for a column in this order."""
    return {card: STEP * number for number, card in enumerate(ids, 1)}
