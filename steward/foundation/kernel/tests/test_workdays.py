"""Workdays: exchanged days, years nobody knows, the file."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steward.foundation.kernel.workdays import (
    Written,
    holiday_name,
    is_known,
    is_workday,
    next_workday,
    parse_holidays,
    previous_workday,
    workdays_between,
    written_holidays,
)

NATIONAL_DAY = date(2026, 10, 1)
EXCHANGED_SUNDAY = date(2026, 9, 20)
EXCHANGED_SATURDAY = date(2026, 10, 10)
UNKNOWN_YEAR = 2060


def test_the_national_holiday_is_off_and_its_exchanged_weekend_days_are_worked() -> None:
    assert not is_workday(NATIONAL_DAY)
    assert is_workday(EXCHANGED_SUNDAY)
    assert is_workday(EXCHANGED_SATURDAY)
    assert [is_workday(day, "plain") for day in (NATIONAL_DAY, EXCHANGED_SUNDAY, EXCHANGED_SATURDAY)] == [
        True, False, False,
    ]  # fmt: skip


def test_the_workday_after_the_national_holiday_and_the_one_before_it() -> None:
    assert next_workday(date(2026, 9, 30)) == date(2026, 10, 8)
    assert next_workday(date(2026, 10, 9)) == EXCHANGED_SATURDAY
    assert previous_workday(date(2026, 10, 8)) == date(2026, 9, 30)
    assert next_workday(date(2026, 10, 9), "plain") == date(2026, 10, 12)


def test_workdays_between_leaves_the_last_day_out() -> None:
    assert workdays_between(date(2026, 9, 30), EXCHANGED_SATURDAY) == [
        date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 9),
    ]  # fmt: skip
    assert workdays_between(EXCHANGED_SATURDAY, date(2026, 9, 30)) == []


def test_a_year_nobody_knows_has_monday_to_friday() -> None:
    assert is_known(2026)
    assert not is_known(UNKNOWN_YEAR)
    assert is_known(UNKNOWN_YEAR, "plain")
    first = date(UNKNOWN_YEAR, 10, 1)
    assert [is_workday(first + timedelta(days=number)) for number in range(7)] == [
        (first + timedelta(days=number)).weekday() < 5 for number in range(7)
    ]


def test_the_file_comes_before_the_package_and_makes_a_year_known(home: Path) -> None:
    (home / "holidays.csv").write_text(
        "\ufeff日期,类型,名称\n# our own\n2060-10-01,off,国庆节\n\n2060-10-02,work\n2026-10-01,work,inventory\n",
        encoding="utf-8",
    )

    assert written_holidays().problems == ()
    assert is_known(UNKNOWN_YEAR)
    assert not is_workday(date(UNKNOWN_YEAR, 10, 1), "plain")
    assert is_workday(NATIONAL_DAY)
    assert holiday_name(date(UNKNOWN_YEAR, 10, 1)) == "国庆节"
    assert holiday_name(NATIONAL_DAY) == "inventory"
    assert holiday_name(date(2026, 10, 2)) == "National Day"
    assert holiday_name(date(2026, 10, 2), "plain") == ""


def test_a_changed_file_is_read_again(home: Path) -> None:
    (home / "holidays.csv").write_text("2060-10-01,off\n", encoding="utf-8")
    assert not is_workday(date(UNKNOWN_YEAR, 10, 1))

    (home / "holidays.csv").write_text("2060-10-01,work,moved\n", encoding="utf-8")

    assert is_workday(date(UNKNOWN_YEAR, 10, 1))


def test_bad_lines_are_named_and_the_others_count() -> None:
    found = parse_holidays([
        "2027-02-30,off", "2027-01-01,holiday", '2027-01-02,off,"New', "2027-01-02,work", "2027-01-03",
        "2027-01-04,work",
    ])  # fmt: skip

    assert found.off == {date(2027, 1, 2): "New"}
    assert found.work == {date(2027, 1, 4): ""}
    assert found.problems == (
        "line 1: '2027-02-30' is not a day; write 2027-01-31",
        "line 2: 'holiday' is neither off nor work",
        "line 4: 2027-01-02 stands in the file already; the first line counts",
        "line 5: '' is neither off nor work",
    )


def test_a_file_in_another_encoding_is_a_problem_and_no_crash(home: Path) -> None:
    (home / "holidays.csv").write_bytes("2060-10-01,off,国庆节\n".encode("gb18030"))

    assert written_holidays() == Written(problems=("the file is not UTF-8; save it as UTF-8",))
    assert is_workday(date(UNKNOWN_YEAR, 10, 1))


@given(st.dates(date(2004, 1, 2), date(2026, 12, 30)), st.sampled_from(["cn", "plain"]))
def test_next_and_previous_are_inverse_on_workdays(day: date, calendar: str) -> None:
    following = next_workday(day, calendar)  # type: ignore[arg-type]
    assert following > day
    assert workdays_between(day + timedelta(days=1), following, calendar) == []  # type: ignore[arg-type]
    if is_workday(day, calendar):  # type: ignore[arg-type]
        assert previous_workday(following, calendar) == day  # type: ignore[arg-type]


@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_text_can_be_parsed(lines: list[str]) -> None:
    found = parse_holidays(lines)
    assert not set(found.off) & set(found.work)


@pytest.fixture(autouse=True)
def _own_home(home: Path) -> None:
    """Every test reads its own folder."""
