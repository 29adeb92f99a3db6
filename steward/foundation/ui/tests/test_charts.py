"""Charts say the same as a drawing and as a table, and cannot break out of their script."""

import json

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from steward.foundation.ui import charts
from steward.foundation.ui.specimens import all_charts

json_things = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(json_things)
def test_a_description_is_read_back_as_it_was_and_holds_no_markup(thing):
    text = str(charts.dump(thing))
    assert json.loads(text) == thing
    assert not set("<>&\u2028\u2029") & set(text)


def test_a_number_that_is_none_is_refused_rather_than_drawn():
    with pytest.raises(ValueError, match="JSON"):
        charts.dump({"value": float("nan")})


@pytest.mark.parametrize("chart", all_charts(), ids=lambda chart: chart.key)
def test_each_chart_has_its_sentence_its_table_and_its_description(chart):
    html = engines["jinja2"].env.from_string("{{ ui.chart(chart) }}").render(chart=chart)
    headings, rows = chart.table()
    assert str(chart.title) in html
    assert all(len(row) == len(headings) for row in rows)
    assert html.count("<tr>") == len(rows) + 1
    assert json.loads(str(chart.json()))["kind"] == chart.kind


def test_the_table_shows_the_unknown_and_the_range_of_chance():
    line = charts.Line(
        key="k",
        title="t",
        categories=["a", "b"],
        series=[charts.Series("s", [0.5, None], [0.4, None], [0.6, None])],
        format="percent",
    )
    assert line.table() == (["", "s"], [["a", "50\u202f% (40\u202f% – 60\u202f%)"], ["b", "—"]])


def test_cohorts_that_are_younger_have_empty_cells_at_the_end():
    triangle = charts.Cohorts(
        key="k", title="t", cohorts=["Jan", "Feb"], sizes=[10, 1200], shares=[[1.0, 0.5], [1.0]], steps=["0", "1"]
    )
    assert triangle.table()[1] == [["Jan", "10", "100\u202f%", "50\u202f%"], ["Feb", "1,200", "100\u202f%", ""]]
