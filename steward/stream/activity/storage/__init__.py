"""Many rows in few statements, in each database's own way; the ORM would be the slowest part of an import."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.db import connection

from steward.stream.activity.storage import postgres, sqlite


class Engine(Protocol):
    """What a database's module offers. Every function needs an open transaction."""

    def reserve(self, table: str, count: int) -> Sequence[int]:
        """Ids for `count` new rows, so that rows pointing at each other can be written at once."""

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write the rows."""

    def moment(self, value: datetime) -> Any:
        """An aware time as a value of a row, readable by the ORM."""

    def parsed(self, value: Any) -> datetime:
        """The reverse: what raw SQL gave, as an aware UTC time."""

    def among(self, column: str) -> str:
        """SQL: the column's value is one of a list given as one parameter made by `listed`."""

    def listed(self, values: Iterable[int] | Iterable[str]) -> Any:
        """A list as one parameter."""


def engine() -> Engine:
    """The module for the database in use."""
    return postgres if connection.vendor == "postgresql" else sqlite
