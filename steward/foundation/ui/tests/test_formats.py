"""How numbers, moments, names and periods are written."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from steward.foundation.ui import formats
from steward.foundation.ui.avatars import HUES, hue, initials
from steward.foundation.ui.periods import Period

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "write",
    [formats.number, formats.percent, formats.signed, formats.short, formats.duration, formats.day, formats.ago],
)
def test_the_unknown_is_never_written_as_zero(write):
    assert write(None) == "—"


def test_numbers_are_grouped_and_shares_are_percentages():
    assert formats.number(1234567) == "1,234,567"
    assert formats.number(2.5) == "2.5"
    assert formats.percent(0.715) == "72\u202f%"
    assert formats.percent(0.715, 1) == "71.5\u202f%"
    assert [formats.signed(value) for value in (12, -3, 0)] == ["+12", "\u22123", "±0"]


def test_chinese_counts_in_ten_thousands():
    with translation.override("zh-hans"):
        assert formats.short(12345) == "1.2万"
        assert formats.percent(0.5) == "50%"
        assert formats.day(date(2024, 3, 5)) == "2024年3月5日"
    with translation.override("en"):
        assert formats.short(12345) == "12.3k"
        assert formats.day(date(2024, 3, 5)) == "5 Mar 2024"


def test_a_length_of_time_has_two_units_at_most():
    with translation.override("en"):
        assert formats.duration(0) == "0 s"
        assert formats.duration(12000) == "3 h 20 min"
        assert formats.duration(timedelta(days=2, hours=4, minutes=9)) == "2 d 4 h"


def test_a_moment_carries_its_exact_time_for_machines():
    with translation.override("en"):
        assert formats.ago(NOW - timedelta(minutes=5), NOW) == (
            '<time datetime="2026-03-05T11:55:00+00:00" title="2026-03-05 19:55">5 minutes ago</time>'
        )
        assert ">3 hours ago<" in formats.ago(NOW - timedelta(hours=3), NOW)
        assert ">5 Jan 2026<" in formats.ago(NOW - timedelta(days=59), NOW)


def test_found_words_are_marked_and_everything_else_is_escaped():
    assert formats.mark("Tea & <b>tea</b> mark", "tea mark") == (
        "<mark>Tea</mark> &amp; &lt;b&gt;<mark>tea</mark>&lt;/b&gt; <mark>mark</mark>"
    )
    assert formats.mark("<script>", "") == "&lt;script&gt;"


@given(st.text(max_size=30), st.text(max_size=10))
def test_marking_never_lets_markup_through(text, words):
    bare = str(formats.mark(text, words)).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("张伟", "伟"),
        ("欧阳娜娜", "娜娜"),
        ("王小明", "小明"),
        ("李", "李"),
        ("Ada Lovelace", "AL"),
        ("ada", "A"),
        ("Jean-Luc Picard", "JP"),
        ("", "?"),
        ("!!", "?"),
        ("Ольга Петрова", "ОП"),
    ],
)
def test_initials_call_people_the_way_their_friends_would(name, short):
    assert initials(name) == short


@given(st.text())
def test_the_hue_of_a_person_is_always_the_same(key):
    assert hue(key) == hue(key)
    assert 0 <= hue(key) < HUES


def parsed(query: str) -> Period:
    return Period.parse(QueryDict(query), today=date(2026, 3, 5))


def test_a_preset_ends_today_and_is_compared_with_the_days_before():
    period = parsed("period=7d")
    assert (period.since, period.last, period.days) == (date(2026, 2, 27), date(2026, 3, 5), 7)
    assert period.before == (date(2026, 2, 20), date(2026, 2, 27))


def test_own_days_are_inclusive_and_the_year_before_keeps_the_weekday():
    period = parsed("since=2026-01-05&until=2026-01-11&compare=year")
    assert (period.since, period.until, period.days) == (date(2026, 1, 5), date(2026, 1, 12), 7)
    assert period.before is not None
    assert period.before[0].weekday() == period.since.weekday()
    assert parsed("compare=none").before is None


@pytest.mark.parametrize(
    "query", ["", "since=2026-13-01&until=2026-01-01", "since=2026-02-01&until=2026-01-01", "period=9y", "since=x"]
)
def test_impossible_periods_become_the_usual_one(query):
    assert parsed(query).preset == "28d"


@given(
    st.sampled_from(["7d", "28d", "90d", "365d", ""]),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(0, 400),
    st.sampled_from(["before", "year", "none"]),
)
def test_a_period_survives_its_own_query(preset, since, days, compare):
    span = f"period={preset}" if preset else f"since={since}&until={since + timedelta(days=days)}"
    period = parsed(f"{span}&compare={compare}")
    again = QueryDict(mutable=True)
    again.update(period.query())
    assert Period.parse(again, today=date(2026, 3, 5)) == period


def test_sentences_stand_in_a_row_with_a_space_in_english_and_none_in_chinese():
    assert formats.in_a_row(["It fell.", "", "Nobody knows why."]) == "It fell. Nobody knows why."
    with translation.override("zh-hans"):
        assert formats.in_a_row(["降了。", "原因不明。"]) == "降了。原因不明。"


def test_a_deadline_at_the_end_of_a_day_is_that_day():
    end = datetime(2026, 1, 5, 23, 59, 59, tzinfo=timezone.get_current_timezone())
    assert str(formats.deadline(end)).endswith(">5 Jan 2026</time>")
    assert str(formats.deadline(end.replace(hour=14, minute=30))).endswith(">5 Jan 2026 14:30</time>")


def test_a_share_below_nothing_has_a_real_minus():
    assert formats.percent(-0.08) == "−8\u202f%"


@pytest.mark.parametrize(
    ("language", "days", "names"),
    [
        ("en", [date(2026, 1, 4), date(2026, 3, 31)], ["4 Jan", "31 Mar"]),
        ("zh-hans", [date(2026, 1, 4), date(2026, 3, 31)], ["1月4日", "3月31日"]),
        ("en", [date(2025, 12, 28), date(2026, 1, 4)], ["28 Dec 2025", "4 Jan 2026"]),
    ],
)
def test_an_axis_says_the_year_only_where_there_are_several(language, days, names):
    with translation.override(language):
        assert formats.days_on_axis(days) == names
