"""When reports are due and what they cover."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.direction.reports.rules.windows import (
    Rhythm,
    Window,
    before,
    last_due,
    next_due,
    usual_window,
    year_before,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAILY = Rhythm("day", 18)
WEEKLY = Rhythm("week", 9)
MONTHLY = Rhythm("month", 9)


@pytest.fixture(autouse=True)
def _no_file(home) -> None:
    """No holidays of this machine's own."""


def moment(day: str, hour: int = 0, minute: int = 0) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=SHANGHAI)


def window(rhythm: Rhythm, now: datetime) -> tuple[str, str, str]:
    found = last_due(rhythm, now, SHANGHAI)
    assert found
    return found.due.isoformat()[:16], found.since.isoformat(), found.until.isoformat()


def test_a_daily_report_is_due_at_its_hour_and_covers_the_day_before():
    assert window(DAILY, moment("2026-05-13", 17, 59)) == ("2026-05-12T18:00", "2026-05-11", "2026-05-12")
    assert window(DAILY, moment("2026-05-13", 18)) == ("2026-05-13T18:00", "2026-05-12", "2026-05-13")


def test_a_daily_report_at_the_end_of_the_day_covers_the_day_itself():
    evening = Rhythm("day", 18, same_day=True)
    assert window(evening, moment("2026-05-13", 18)) == ("2026-05-13T18:00", "2026-05-13", "2026-05-14")


def test_mondays_daily_report_covers_the_weekend():
    assert window(DAILY, moment("2026-05-17", 23)) == ("2026-05-15T18:00", "2026-05-14", "2026-05-15")
    assert window(DAILY, moment("2026-05-18", 18)) == ("2026-05-18T18:00", "2026-05-15", "2026-05-18")


def test_the_exchanged_sunday_before_the_national_holiday_has_its_report_and_the_first_after_it_covers_it():
    assert window(DAILY, moment("2026-09-20", 18)) == ("2026-09-20T18:00", "2026-09-18", "2026-09-20")
    assert window(DAILY, moment("2026-10-07", 23)) == ("2026-09-30T18:00", "2026-09-29", "2026-09-30")
    assert window(DAILY, moment("2026-10-08", 18)) == ("2026-10-08T18:00", "2026-09-30", "2026-10-08")
    assert window(DAILY, moment("2026-10-10", 18)) == ("2026-10-10T18:00", "2026-10-09", "2026-10-10")


def test_by_the_plain_calendar_the_national_holiday_is_worked():
    plain = Rhythm("day", 18, calendar="plain")
    assert window(plain, moment("2026-10-01", 18)) == ("2026-10-01T18:00", "2026-09-30", "2026-10-01")
    assert window(plain, moment("2026-10-10", 23)) == ("2026-10-09T18:00", "2026-10-08", "2026-10-09")


def test_a_weekly_report_covers_monday_to_sunday_and_moves_over_a_holiday():
    assert window(WEEKLY, moment("2026-05-18", 9)) == ("2026-05-18T09:00", "2026-05-11", "2026-05-18")
    assert window(WEEKLY, moment("2026-10-07", 23)) == ("2026-09-28T09:00", "2026-09-21", "2026-09-28")
    assert window(WEEKLY, moment("2026-10-08", 9)) == ("2026-10-08T09:00", "2026-09-28", "2026-10-05")


def test_two_weekly_reports_that_fall_on_the_same_workday_become_one():
    # Spring Festival: Monday 16 and Monday 23 February are both off; the 24th is the first workday.
    assert window(WEEKLY, moment("2026-02-24", 9)) == ("2026-02-24T09:00", "2026-02-09", "2026-02-23")


def test_a_monthly_report_covers_the_month_before_and_moves_to_a_workday():
    assert window(MONTHLY, moment("2026-06-01", 9)) == ("2026-06-01T09:00", "2026-05-01", "2026-06-01")
    assert window(MONTHLY, moment("2026-10-08", 9)) == ("2026-10-08T09:00", "2026-09-01", "2026-10-01")
    everyday = Rhythm("month", 9, workdays_only=False)
    assert window(everyday, moment("2026-10-01", 9)) == ("2026-10-01T09:00", "2026-09-01", "2026-10-01")


def test_the_days_compared_with():
    assert before("week", date(2026, 5, 11), date(2026, 5, 18)) == (date(2026, 5, 4), date(2026, 5, 11))
    assert before("day", date(2026, 5, 15), date(2026, 5, 18)) == (date(2026, 5, 12), date(2026, 5, 15))
    assert before("month", date(2026, 3, 1), date(2026, 4, 1)) == (date(2026, 2, 1), date(2026, 3, 1))
    assert before("month", date(2026, 1, 1), date(2026, 3, 1)) == (date(2025, 11, 1), date(2026, 1, 1))
    assert year_before("month", date(2024, 2, 1), date(2024, 3, 1)) == (date(2023, 2, 1), date(2023, 3, 1))
    assert year_before("week", date(2026, 5, 11), date(2026, 5, 18)) == (date(2025, 5, 12), date(2025, 5, 19))


def test_the_usual_days_of_a_report_written_by_hand():
    wednesday = date(2026, 5, 13)
    assert usual_window("day", wednesday) == (date(2026, 5, 12), wednesday)
    assert usual_window("week", wednesday) == (date(2026, 5, 4), date(2026, 5, 11))
    assert usual_window("month", wednesday) == (date(2026, 4, 1), date(2026, 5, 1))


rhythms = st.builds(
    Rhythm, st.sampled_from(["day", "week", "month"]), st.integers(0, 23), st.integers(0, 6), st.integers(1, 28),
    st.booleans(), st.booleans(), st.sampled_from(["cn", "plain"]),
)  # fmt: skip


@settings(max_examples=60)
@given(rhythms, st.integers(0, 800 * 1440))
def test_reports_follow_each_other_without_a_gap_or_an_overlap(rhythm: Rhythm, minutes: int):
    now = datetime(2024, 4, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found: list[Window] = []
    for _ in range(4):
        due = next_due(rhythm, now, SHANGHAI)
        assert due
        assert due.due > now
        assert last_due(rhythm, due.due, SHANGHAI) == due
        assert last_due(rhythm, due.due - timedelta(minutes=1), SHANGHAI) != due
        found.append(due)
        now = due.due
    assert all(one.until == two.since for one, two in pairwise(found))
