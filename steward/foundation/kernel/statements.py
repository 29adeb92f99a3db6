"""Small questions about one account, asked by every page: compiled once for each sort of database."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

#: Stands for the account while the statement is written; no row has it.
_ANYBODY = -7


class AboutAccount:
    """What a query says of one account. Django takes longer to write such a statement than the database to answer.

    `build` makes the query for an account's id, as `values_list`. What must be converted on the way out of the
    database (moments, JSON) is not for here: rows come as the driver gives them.
    """

    def __init__(self, build: Callable[[int], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._written: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def __call__(self, account_id: int) -> list[tuple[Any, ...]]:
        """The rows, in one query."""
        written = self._written.get(connection.vendor)
        if written is None:
            sql, params = self._build(_ANYBODY).query.sql_with_params()
            written = self._written[connection.vendor] = (sql, tuple(params))
        sql, params = written
        with connection.cursor() as cursor:
            cursor.execute(sql, [account_id if value == _ANYBODY else value for value in params])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
