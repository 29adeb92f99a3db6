"""What a second record of the same activity does to the first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from steward.stream.activity.intake.fold import Row, fold

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
BASE = Row("k", "post", "text", NOON, 1, 7, None, "", "", "first words", "plain", "", 0, 0, None, None, 0)


def given_again(**changes) -> tuple[bool, Row]:
    row = replace(BASE)
    return fold(row, replace(BASE, **changes)), row


def test_the_same_again_changes_nothing():
    assert given_again() == (False, BASE)


def test_other_words_are_an_edit():
    assert given_again(body="second words") == (True, replace(BASE, body="second words", edits=1))


def test_more_reactions_change_the_row_without_being_an_edit():
    assert given_again(reactions=3) == (True, replace(BASE, reactions=3))


def test_an_older_edit_never_overwrites_a_newer_one():
    newer = replace(BASE, body="newer", edited_at=NOON + timedelta(hours=2), edits=1)
    row = replace(newer)

    assert fold(row, replace(BASE, body="older", edited_at=NOON + timedelta(hours=1), edits=1)) is False
    assert fold(row, replace(BASE, body="before any edit")) is False
    assert row == newer


def test_a_removal_takes_the_words_and_an_older_export_does_not_bring_them_back():
    row = replace(BASE, title="Title", url="https://example.org/1")
    gone = NOON + timedelta(days=1)

    assert fold(row, replace(BASE, deleted_at=gone)) is True
    assert (row.title, row.body, row.url, row.deleted_at) == ("", "", "", gone)
    assert fold(row, BASE) is False
    assert fold(row, replace(BASE, edited_at=gone - timedelta(hours=1))) is False
    assert fold(row, replace(BASE, deleted_at=gone + timedelta(days=1))) is False


def test_an_edit_after_the_removal_brings_it_back():
    row = replace(BASE, body="", deleted_at=NOON)
    later = NOON + timedelta(hours=1)

    assert fold(row, replace(BASE, body="restored", edited_at=later)) is True
    assert (row.body, row.deleted_at, row.edited_at, row.edits) == ("restored", None, later, 1)


def test_a_record_without_a_thread_leaves_the_thread():
    row = replace(BASE, thread=4)

    assert fold(row, replace(BASE, thread=None)) is False
    assert row.thread == 4


times = st.none() | st.integers(0, 3).map(lambda hours: NOON + timedelta(hours=hours))
records = st.builds(
    lambda body, edited, gone, thread, reactions: replace(
        BASE, body="" if gone else body, edited_at=edited, deleted_at=gone, thread=thread, reactions=reactions
    ),
    st.sampled_from(["a", "b", "c"]), times, times, st.sampled_from([None, 1, 2]), st.integers(0, 2),
)  # fmt: skip


@given(st.lists(records, min_size=1, max_size=6))
def test_giving_the_last_record_twice_never_changes_anything(history):
    row = replace(history[0])
    for record in history[1:]:
        fold(row, record)
    before = replace(row)

    assert fold(row, history[-1]) is False
    assert row == before


@given(st.lists(records, min_size=1, max_size=6))
def test_a_tombstone_never_has_words_and_edited_at_never_goes_back(history):
    row = replace(history[0])
    latest = row.edited_at or NOON - timedelta(days=1)
    for record in history[1:]:
        fold(row, record)
        assert (row.edited_at or NOON - timedelta(days=1)) >= latest
        latest = row.edited_at or latest
        if row.deleted_at:
            assert (row.title, row.body, row.url) == ("", "", "")
