"""The compiled files are those of the definitions."""

from pathlib import Path

from steward.stream.insights.engine.compiler import drift
from steward.stream.insights.engine.statements import SQL
from steward.stream.insights.metrics.document import document
from steward.stream.insights.metrics.parameters import GROUPS
from steward.stream.insights.metrics.registry import METRICS, QUERIES
from steward.stream.insights.metrics.tables import SCHEMAS

ROOT = Path(__file__).parents[4]


def test_no_compiled_file_has_drifted(tmp_path):
    assert drift(SQL, tmp_path) == []


def test_the_page_metrics_is_up_to_date():
    assert (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8") == document()


def test_every_metric_is_defined_in_both_languages_with_its_source():
    for metric in METRICS.values():
        assert all((metric.name_en, metric.name_zh, metric.source.name)), metric.key
        assert (metric.definition_en[-1], metric.definition_zh[-1]) == (".", "。"), metric.key


def test_every_metric_reads_queries_and_metrics_that_exist():
    for metric in METRICS.values():
        terms = f"{metric.numerator} - {metric.denominator}".split(" - ")
        assert metric.query in QUERIES or metric.parts or set(terms) <= METRICS.keys(), metric.key
        assert set(metric.groups) <= GROUPS.keys(), metric.key
        assert metric.behind is None or metric.behind.query in QUERIES, metric.key
    for query in QUERIES.values():
        assert set(query.tables) <= SCHEMAS.keys(), query.key
        assert set(query.groups) <= GROUPS.keys(), query.key
