"""When mail may come, by the reader's own clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steward.people.notify.rules import RETRIES, Rhythm, after_quiet, due_at, is_paused, retry_at

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
ZONES = ["Europe/Berlin", "Asia/Shanghai", "America/St_Johns", "Australia/Lord_Howe"]
MOMENTS = st.integers(1_735_689_600, 1_830_211_200).map(lambda second: datetime.fromtimestamp(second, UTC))
NIGHT = {"quiet_from": time(22), "quiet_until": time(7)}


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        (utc(2026, 5, 6, 13, 59), utc(2026, 5, 6, 13, 59)),
        (utc(2026, 5, 6, 14, 0), utc(2026, 5, 6, 23, 0)),  # 22:00 in Shanghai waits for 7:00 of the next day
        (utc(2026, 5, 6, 16, 30), utc(2026, 5, 6, 23, 0)),  # so does 0:30
        (utc(2026, 5, 6, 22, 59), utc(2026, 5, 6, 23, 0)),
        (utc(2026, 5, 6, 23, 0), utc(2026, 5, 6, 23, 0)),
    ],
)
def test_quiet_hours_reach_over_midnight(moment, end):
    assert after_quiet(Rhythm(SHANGHAI, **NIGHT), moment) == end


def test_quiet_hours_within_a_day():
    noon = Rhythm(SHANGHAI, time(12), time(14))

    assert after_quiet(noon, utc(2026, 5, 6, 5, 0)) == utc(2026, 5, 6, 6, 0)
    assert after_quiet(noon, utc(2026, 5, 6, 3, 59)) == utc(2026, 5, 6, 3, 59)


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        (utc(2026, 3, 28, 22, 0), utc(2026, 3, 29, 5, 0)),  # the night that loses an hour: 7:00 is 5:00 UTC
        (utc(2026, 10, 24, 21, 0), utc(2026, 10, 25, 6, 0)),  # the night that gains one: 7:00 is 6:00 UTC
    ],
)
def test_quiet_hours_end_by_the_clock_on_the_wall_when_it_is_changed(moment, end):
    assert after_quiet(Rhythm(BERLIN, **NIGHT), moment) == end


def test_an_end_that_comes_twice_or_never_is_still_an_end():
    half_past_two = Rhythm(BERLIN, time(22), time(2, 30))

    first, second = utc(2026, 10, 25, 0, 10), utc(2026, 10, 25, 1, 10)  # 2:10 before and after the clock is set back
    skipped = after_quiet(half_past_two, utc(2026, 3, 29, 0, 50))

    assert after_quiet(half_past_two, first) == utc(2026, 10, 25, 0, 30)
    assert after_quiet(half_past_two, second) == utc(2026, 10, 25, 1, 30)
    assert utc(2026, 3, 29, 0, 50) < skipped <= utc(2026, 3, 29, 1, 30)


@given(
    MOMENTS,
    st.times(), st.times(), st.sampled_from(ZONES),
)  # fmt: skip
def test_mail_never_waits_longer_than_a_day_nor_goes_back(moment, start, end, zone):
    rhythm = Rhythm(ZoneInfo(zone), start.replace(microsecond=0), end.replace(microsecond=0))

    later = after_quiet(rhythm, moment)

    assert moment <= later <= moment + timedelta(hours=25)


@given(MOMENTS, st.integers(0, 23))
def test_a_digest_comes_at_its_hour_within_a_day(moment, hour):
    due = due_at("daily", Rhythm(BERLIN, digest_hour=hour), moment)

    assert moment < due <= moment + timedelta(hours=25)
    assert due.astimezone(BERLIN).hour == hour or (hour == 2 and due.astimezone(BERLIN).hour == 3)


def test_each_waits_two_minutes_and_hourly_for_the_full_hour():
    rhythm = Rhythm(SHANGHAI)

    assert due_at("each", rhythm, utc(2026, 5, 6, 4, 10)) == utc(2026, 5, 6, 4, 12)
    assert due_at("hourly", rhythm, utc(2026, 5, 6, 4, 10)) == utc(2026, 5, 6, 5, 0)
    assert due_at("hourly", rhythm, utc(2026, 5, 6, 5, 0)) == utc(2026, 5, 6, 6, 0)


def test_a_pause_ends_at_midnight_of_the_readers_calendar():
    rhythm = Rhythm(SHANGHAI, paused_until=date(2026, 5, 7))

    assert is_paused(rhythm, utc(2026, 5, 6, 15, 59))
    assert not is_paused(rhythm, utc(2026, 5, 6, 16, 0))


def test_waits_between_tries_grow_and_end():
    now = utc(2026, 5, 6)

    assert [retry_at(n, now) for n in range(1, len(RETRIES) + 2)] == [*(now + wait for wait in RETRIES), None]
    assert list(RETRIES) == sorted(RETRIES)
