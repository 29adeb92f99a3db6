"""Tables: what the query string asks is what is shown and exported."""

import csv
import io
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from steward.foundation.ui.csvfile import BOM, DANGEROUS, csv_lines, safe_cell
from steward.foundation.ui.specimens import TEAS, teas
from steward.foundation.ui.tables import Column, selection_of
from steward.foundation.ui.tablestate import TableState


def asked(query: str):
    request = RequestFactory().get(f"/console/style/table/{query}")
    request.user = AnonymousUser()
    return request


def names(page) -> list[str]:
    return [row["name"] for row in page.rows]


def test_a_page_holds_the_rows_of_its_order_and_says_which_they_are():
    page = TEAS.page(asked("?sort=name&size=25&page=2"), teas())
    assert (page.first, page.last, page.total, page.pages) == (26, 50, 60, 3)
    assert names(page) == sorted(row["name"] for row in teas())[25:50]


def test_rows_without_a_value_come_last_in_both_orders():
    rising = TEAS.page(asked("?sort=cups&size=100"), teas()).rows
    falling = TEAS.page(asked("?sort=-cups&size=100"), teas()).rows
    assert [row["cups"] for row in rising[-5:]] == [None] * 5
    assert [row["cups"] for row in falling[-5:]] == [None] * 5
    assert rising[0]["cups"] == 0


def test_search_and_filters_narrow_together():
    page = TEAS.page(asked("?q=darjeeling&kind=green"), teas())
    assert set(names(page)) == {
        row["name"] for row in teas() if row["name"].startswith("Darjeeling") and row["kind"] == "green"
    }
    assert len(page.rows) > 0
    assert [tag[0] for tag in page.tags()] == ["Sort of tea"]


def test_a_value_that_is_not_offered_shows_nothing_rather_than_everything():
    assert TEAS.page(asked("?kind=coffee"), teas()).rows == []


@pytest.mark.parametrize("query", ["?page=9999999999", "?page=-3", "?page=x", "?size=7", "?sort=origin", "?sort=;drop"])
def test_impossible_wishes_fall_back_to_what_is_usual(query):
    page = TEAS.page(asked(query), teas())
    assert page.state.sort == "-cups"
    assert page.state.size == 25
    assert 1 <= page.number <= 3


def test_the_leading_column_cannot_be_left_out():
    page = TEAS.page(asked("?columns=cups,origin"), teas())
    assert [column.key for column in page.columns] == ["name", "cups", "origin"]


def test_a_link_keeps_what_belongs_to_the_page_beside_the_table():
    page = TEAS.page(asked("?period=7d&q=a&sort=name"), teas())
    back = QueryDict(page.state.turned("name").removeprefix("?"))
    assert back.dict() == {"period": "7d", "q": "a", "sort": "-name"}


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


@given(
    q=words,
    sort=st.sampled_from(["name", "-name", "cups", "-cups"]),
    page=st.integers(1, 40),
    size=st.sampled_from([25, 50, 100, 200]),
    columns=st.sets(st.sampled_from(["name", "kind", "cups", "origin"])),
    kinds=st.lists(st.sampled_from(["green", "white", "dark"]), unique=True, max_size=3),
)
def test_writing_a_state_and_reading_it_again_gives_the_same(*, q, sort, page, size, columns, kinds):
    state = TableState(
        q=q,
        sort=sort,
        page=page,
        size=size,
        columns=tuple(column.key for column in TEAS.columns if column.key in columns),
        filters={"kind": tuple(kinds)} if kinds else {},
    )
    assert TableState.parse(TEAS, QueryDict(state.query().removeprefix("?"))) == state


def test_the_file_holds_all_rows_of_the_filter_with_a_mark_for_spreadsheets():
    response = TEAS.export(asked("?kind=green&format=csv&page=2"), teas())
    text = b"".join(response.streaming_content).decode()
    lines = list(csv.reader(io.StringIO(text.removeprefix(BOM))))
    assert text.startswith(BOM)
    assert lines[0] == ["Name", "Sort of tea", "Cups", "Drunk", "Last brewed"]
    assert len(lines) - 1 == sum(row["kind"] == "green" for row in teas())
    assert response["Content-Disposition"] == 'attachment; filename="teas.csv"'


@given(st.text(max_size=20))
def test_no_text_cell_starts_like_a_formula(text):
    cell = safe_cell(text)
    assert not cell.startswith(DANGEROUS)
    assert cell.removeprefix("'") == text.removeprefix("'")


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), min_size=2, max_size=2)
    )
)
def test_what_is_written_can_be_read_cell_by_cell(rows):
    text = "".join(csv_lines(["a", "b"], rows)).removeprefix(BOM)
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [[safe_cell(cell) for cell in row] for row in rows]


def test_numbers_are_not_taken_for_formulas():
    assert [safe_cell(value) for value in (-3, 2.5, None, True, "-3", " =1+1")] == [-3, 2.5, "", "1", "'-3", "' =1+1"]


def test_a_bulk_form_says_which_rows_or_which_filter():
    request = RequestFactory().post("/", {"rows": ["3", "5"], "query": "?kind=green&q=x", "everything": "1"})
    selection = selection_of(TEAS, request)
    assert (selection.ids, selection.everything) == (["3", "5"], True)
    assert (selection.state.q, selection.state.filters) == ("x", {"kind": ("green",)})


def test_taking_a_filter_away_leaves_the_others():
    state = TableState(q="a", sort="-cups", filters={"kind": ("green", "white")})
    assert state.without("kind", "green") == replace(state, filters={"kind": ("white",)}).query()
    assert state.without("q") == replace(state, q="").query()
    assert state.cleared() == "?sort=-cups"


def test_a_card_leaves_out_what_is_not_there_and_nothing_else():
    row = {"name": "Keemun", "note": "", "labels": [], "cups": 0}
    columns = {
        "empty text": Column("note", "Note"),
        "no label": Column("labels", "Labels", kind="badge"),
        "none": Column("due", "Due", cell="teas/cells.jinja#due", value=lambda _row: None),
        "zero": Column("cups", "Cups", kind="number"),
        "only the macro knows": Column("due", "Due", cell="teas/cells.jinja#due"),
    }

    blank = {name for name, column in columns.items() if column.is_blank(row, column.of(row))}

    assert blank == {"empty text", "no label", "none"}
