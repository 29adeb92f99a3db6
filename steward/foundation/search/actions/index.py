"""Put documents into the index, take them out."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from steward.foundation.search.models import Document
from steward.foundation.search.storage import storage
from steward.foundation.search.tokens import tokens

#: By hand: the ORM takes as long to write this statement as the database to run it, ten times over.
_PUT = (
    "INSERT INTO search_document (kind, object_id, at) VALUES (%s, %s, %s) "
    "ON CONFLICT (kind, object_id) DO UPDATE SET at = excluded.at"
)


class Text(NamedTuple):
    """What is to be found of one object."""

    object_id: int
    at: datetime
    text: str


@transaction.atomic
def index(kind: str, texts: Sequence[Text]) -> None:
    """Index objects of one kind, replacing what was there. Objects without a word are taken out."""
    wordy = {text.object_id: (text, words) for text in texts if (words := tokens(text.text))}
    remove(kind, {text.object_id for text in texts} - wordy.keys())
    moment = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.executemany(_PUT, [(kind, text.object_id, moment(text.at)) for text, _words in wordy.values()])
    numbers = _numbers(kind, wordy)
    storage().put([(numbers[object_id], words) for object_id, (_text, words) in wordy.items()])


@transaction.atomic
def remove(kind: str, object_ids: Iterable[int]) -> int:
    """Take objects out of the index; returns how many were in it."""
    numbers = _numbers(kind, object_ids)
    if not numbers:
        return 0
    storage().drop(list(numbers.values()))
    for part in _parts(list(numbers.values())):
        Document.objects.filter(pk__in=part).delete()
    return len(numbers)


def _numbers(kind: str, object_ids: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in _parts(list(object_ids)):
        found.update(Document.objects.filter(kind=kind, object_id__in=part).values_list("object_id", "pk"))
    return found


def _parts(ids: list[int], size: int = 900) -> Iterable[list[int]]:
    """SQLite binds at most 999 values on old builds."""
    return (ids[at : at + size] for at in range(0, len(ids), size))
