"""The frozen numbers of reports: as lines of a file, and beside those of another report."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from steward.direction.reports.models import Report
from steward.direction.reports.queries.figures import Figure
from steward.direction.reports.queries.sentences import change_words, figure_words, name_of


def figures_of(report: Report) -> list[Figure]:
    """The numbers as they were when the report was written."""
    return [Figure.of_json(kept) for kept in report.numbers]


def number_lines(report: Report, language: str) -> tuple[list[str], Iterator[list[Any]]]:
    """Heads and rows of the CSV file: plain numbers, shares from 0 to 1, times in seconds."""
    with override(language):
        head = [
            _("Figure"), "key", _("Unit"), _("First day"), _("Last day"), _("This time"), _("Numerator"),
            _("Denominator"), _("Last time"), _("A year ago"), _("Not final"),
        ]  # fmt: skip
        last = report.until.fromordinal(report.until.toordinal() - 1)
        rows = [
            [
                name_of(one), one.key, one.unit, report.since, last, one.value, one.numerator, one.denominator,
                one.before, one.year, int(one.incomplete or one.settling),
            ]
            for one in figures_of(report)
        ]  # fmt: skip
    return head, iter(rows)


def numbers_beside(report: Report, earlier: Report) -> list[tuple[str, str, str, str]]:
    """(name, now, in the earlier report, change) for every number of the report."""
    before = {figure.key: figure for figure in figures_of(earlier)}
    rows = []
    for figure in figures_of(report):
        old = before.get(figure.key)
        rows.append((
            name_of(figure), figure_words(figure), figure_words(old) if old else "—",
            change_words(figure, old.value if old else None),
        ))  # fmt: skip
    return rows
