"""Rows in the making: one month's activities as plain columns, before they have ids.

A reference (`parent`, `thread`) is 0 for none, positive for an id that is already given, and `-(row + 1)` for a row of
the same table.
"""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from steward.stream.simulator.engine.chance import Bools, Ints


@dataclass
class Rows:
    """Columns of equal length; times in µs UTC, codes as in `enums`."""

    at: Ints
    account: Ints
    channel: Ints
    kind: Ints
    role: Ints
    form: Ints
    parent: Ints
    answered: Ints  # 1 + account of the parent; 0 for none, or for a parent in the same table
    thread: Ints
    reactions: Ints
    edits: Ints
    question: Bools
    deleted: Bools

    @classmethod
    def blank(cls, size: int) -> Self:
        """`size` rows of zeros."""
        return cls(
            *(
                np.zeros(size, dtype=np.bool_ if column.name in {"question", "deleted"} else np.int64)
                for column in fields(cls)
            )
        )

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.at)

    def take(self, rows: Ints) -> Self:
        """The rows at these positions (references stay as they are)."""
        return type(self)(*(getattr(self, column.name)[rows] for column in fields(self)))

    def then(self, *others: "Rows") -> Self:
        """These rows followed by others, which must not refer to rows of their own table."""
        return type(self)(
            *(np.concatenate([getattr(self, c.name), *(getattr(o, c.name) for o in others)]) for c in fields(self))
        )


def refer(rows: Ints) -> Ints:
    """References to rows of the same table."""
    return -(rows + 1)


def resolve(references: Ints, ids: Ints) -> Ints:
    """Put ids in place of references to rows; `ids[row]` is the id of a row."""
    local = references < 0
    return np.where(local, ids[np.where(local, -references - 1, 0)], references) if len(ids) else references
