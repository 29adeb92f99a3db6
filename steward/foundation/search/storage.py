"""The two databases' full-text tables behind one small interface."""

from collections.abc import Sequence
from typing import Protocol

from django.db import connection

from steward.foundation.search.tokens import Phrase


class Storage(Protocol):
    """How tokens are kept and asked for."""

    def put(self, rows: Sequence[tuple[int, list[str]]]) -> None:
        """Replace the tokens of documents: (document id, tokens)."""

    def drop(self, ids: Sequence[int]) -> None:
        """Forget the tokens of documents."""

    def condition(self, phrases: Sequence[Phrase]) -> tuple[str, list[str]]:
        """SQL that is true for documents (`search_document`) having all phrases, and its parameters."""


class Fts5:
    """SQLite: a virtual table whose rowid is the document's id."""

    def put(self, rows: Sequence[tuple[int, list[str]]]) -> None:
        """Replace the tokens of documents."""
        self.drop([number for number, _tokens in rows])
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words (rowid, words) VALUES (%s, %s)",
                [(number, " ".join(tokens)) for number, tokens in rows],
            )

    def drop(self, ids: Sequence[int]) -> None:
        """Forget the tokens of documents."""
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(number,) for number in ids])

    def condition(self, phrases: Sequence[Phrase]) -> tuple[str, list[str]]:
        """A MATCH of quoted strings; a star lets the last word go on."""
        match = " AND ".join(f'"{" ".join(p.tokens)}"{" *" if p.prefix else ""}' for p in phrases)
        return "id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)", [match]


class Tsvector:
    """PostgreSQL: a table of tsvectors made from our own tokens, so its parsers have no say."""

    def put(self, rows: Sequence[tuple[int, list[str]]]) -> None:
        """Replace the tokens of documents."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words (id, words) VALUES (%s, %s::tsvector) "
                "ON CONFLICT (id) DO UPDATE SET words = excluded.words",
                [(number, _tsvector(tokens)) for number, tokens in rows],
            )

    def drop(self, ids: Sequence[int]) -> None:
        """Forget the tokens of documents."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words WHERE id = ANY(%s)", [list(ids)])

    def condition(self, phrases: Sequence[Phrase]) -> tuple[str, list[str]]:
        """A tsquery of phrases joined by and."""
        parts = []
        for phrase in phrases:
            words = [_quoted(token) for token in phrase.tokens]
            if phrase.prefix:
                words[-1] += ":*"
            parts.append(f"({' <-> '.join(words)})")
        return "id IN (SELECT id FROM search_words WHERE words @@ %s::tsquery)", [" & ".join(parts)]


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def _tsvector(tokens: list[str]) -> str:
    return " ".join(f"{_quoted(token)}:{at}" for at, token in enumerate(tokens, 1))


def storage() -> Storage:
    """The one of the database in use."""
    return Tsvector() if connection.vendor == "postgresql" else Fts5()
