"""Taking numbers from a sequence."""

from django.db import connection, transaction

_TAKE = (
    "INSERT INTO journal_sequence (name, value) VALUES (%s, %s) "
    "ON CONFLICT (name) DO UPDATE SET value = journal_sequence.value + excluded.value RETURNING value"
)


def allocate(name: str, count: int = 1) -> int:
    """Take `count` numbers; returns the first. The row stays locked until the transaction ends.

    Because the next taker waits for this commit, numbers become visible in order and a reader that has seen n has
    seen everything below n. Take them as late in the transaction as you can.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("allocate() needs a transaction")
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [name, count])
        return int(cursor.fetchone()[0]) - count + 1
