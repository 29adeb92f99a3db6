from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steward.foundation.jobs.cron import BadCron, next_after

START = datetime(2026, 2, 27, 10, 30, 20, tzinfo=UTC)  # a Friday


@pytest.mark.parametrize(
    ("cron", "expected"),
    [
        ("* * * * *", datetime(2026, 2, 27, 10, 31, tzinfo=UTC)),
        ("*/15 * * * *", datetime(2026, 2, 27, 10, 45, tzinfo=UTC)),
        ("30 10 * * *", datetime(2026, 2, 28, 10, 30, tzinfo=UTC)),
        ("0 3 * * 1", datetime(2026, 3, 2, 3, 0, tzinfo=UTC)),
        ("0 3 * * 0", datetime(2026, 3, 1, 3, 0, tzinfo=UTC)),
        ("0 3 * * 7", datetime(2026, 3, 1, 3, 0, tzinfo=UTC)),
        ("5,10 8-9 1 * *", datetime(2026, 3, 1, 8, 5, tzinfo=UTC)),
        ("0 0 29 2 *", datetime(2028, 2, 29, 0, 0, tzinfo=UTC)),
        ("0 0 13 * 5", datetime(2026, 3, 6, 0, 0, tzinfo=UTC)),  # the 13th or a Friday
    ],
)
def test_the_next_moment_of_an_expression(cron, expected):
    assert next_after(cron, START) == expected


@pytest.mark.parametrize(
    "cron", ["", "* * * *", "60 * * * *", "* * * * 8", "a * * * *", "*/0 * * * *", "0 0 30 2 *", "5-1 * * * *"]
)
def test_an_impossible_expression_is_refused(cron):
    with pytest.raises(BadCron):
        next_after(cron, START)


@given(
    st.integers(0, 59),
    st.integers(0, 23),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001,
)
def test_a_daily_turn_comes_within_a_day_at_its_minute(minute, hour, moment):
    at = next_after(f"{minute} {hour} * * *", moment)

    assert (at.minute, at.hour, at.second) == (minute, hour, 0)
    assert timedelta(0) < at - moment <= timedelta(days=1)
