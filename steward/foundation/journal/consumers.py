"""Consumers with cursors: each follows a sequence and moves its cursor in the transaction of its effect."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from django.db import transaction

from steward.foundation.journal import models
from steward.foundation.journal.models import Cursor


class Sequenced(Protocol):
    """A row that carries its number."""

    @property
    def seq(self) -> int:
        """The number by which the consumer's cursor moves."""


Row = TypeVar("Row", bound=Sequenced)


def position(consumer: str) -> int:
    """How far the consumer has read; 0 when it never ran."""
    return Cursor.objects.filter(pk=consumer).values_list("position", flat=True).first() or 0


def latest(*names: str) -> dict[str, int]:
    """The last number taken from each of these sequences (and committed); 0 for one nobody has used."""
    values = dict(models.Sequence.objects.filter(pk__in=names).values_list("name", "value"))
    return {name: values.get(name, 0) for name in names}


def advance(
    consumer: str,
    read: Callable[[int, int], Sequence[Row]],
    effect: Callable[[Sequence[Row]], None],
    *,
    batch: int = 1000,
) -> int:
    """Read one batch after the cursor, apply the effect, move the cursor: one transaction. Returns the rows done.

    `read(after, limit)` gives rows ordered by `seq`. A process killed anywhere leaves either all of the batch or none
    of it; two processes running the same consumer wait for each other on the cursor's row.
    """
    with transaction.atomic():
        Cursor.objects.get_or_create(pk=consumer)
        cursor = Cursor.objects.select_for_update().get(pk=consumer)
        rows = read(cursor.position, batch)
        if not rows:
            return 0
        effect(rows)
        cursor.position = rows[-1].seq
        cursor.save(update_fields=["position", "moved_at"])
    return len(rows)


def rewind(consumer: str, to: int = 0) -> None:
    """Set the cursor back so that the consumer reads again from there."""
    Cursor.objects.update_or_create(pk=consumer, defaults={"position": to})
