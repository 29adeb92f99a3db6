"""The compiled SQL that ships with Steward."""

from functools import cache
from pathlib import Path

from steward.stream.insights.metrics.definition import fingerprint

SQL = Path(__file__).parents[1] / "sql"


@cache
def statement(engine: str, query: str) -> str:
    """The compiled text of a query or rollup for an engine."""
    return (SQL / engine / f"{query}.sql").read_text(encoding="utf-8")


@cache
def version(*queries: str) -> str:
    """A short name of the texts of these queries: it changes when a definition does."""
    return fingerprint(*(statement("duckdb", query) for query in queries))
