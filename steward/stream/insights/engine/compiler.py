"""Ibis expressions to SQL files, ahead of time. Ibis is a development dependency: nothing at run time imports this."""

from pathlib import Path

from steward.stream.insights.metrics.definition import Query
from steward.stream.insights.metrics.registry import QUERIES, ROLLUPS
from steward.stream.insights.metrics.tables import Tables

#: Engine → sqlglot dialect.
DIALECTS = {"duckdb": "duckdb", "postgres": "postgres", "spark": "pyspark"}


def compiled(query: Query, engine: str) -> str:
    """The SQL of a query in an engine's dialect, ending with a line feed."""
    import ibis

    _spark_options()
    return str(ibis.to_sql(query.build(Tables()), dialect=DIALECTS[engine])).strip() + "\n"


def compile_all(folder: Path) -> list[Path]:
    """Write every query for every engine under `folder`, remove files of queries that are gone; give what changed."""
    changed = []
    for engine in DIALECTS:
        place = folder / engine
        place.mkdir(parents=True, exist_ok=True)
        wanted = {f"{key}.sql": query for key, query in (QUERIES | ROLLUPS).items()}
        for path in place.glob("*.sql"):
            if path.name not in wanted:
                path.unlink()
                changed.append(path)
        for name, query in wanted.items():
            text = compiled(query, engine)
            path = place / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
                changed.append(path)
    return changed


def _spark_options() -> None:
    """Give Ibis the options its Spark compiler reads; they come with its Spark backend, which needs pandas."""
    import ibis
    from ibis.config import Config

    class SparkOptions(Config):  # type: ignore[misc]
        treat_nan_as_null: bool = False

    ibis.options.pyspark = SparkOptions()


def drift(folder: Path, scratch: Path) -> list[str]:
    """Names of files under `folder` that differ from what would be compiled now into `scratch`, an empty folder."""
    compile_all(scratch)
    fresh = {path.relative_to(scratch): path.read_text(encoding="utf-8") for path in scratch.rglob("*.sql")}
    there = {path.relative_to(folder): path.read_text(encoding="utf-8") for path in folder.rglob("*.sql")}
    return sorted(str(name) for name in fresh.keys() | there.keys() if fresh.get(name) != there.get(name))
