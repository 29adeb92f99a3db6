"""Repeating rules: the next day, the turn of today, days off."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.kernel.workdays import is_workday
from steward.team.work.rules.repeating import checked_rule, current_turn, in_words, next_day, rule_of

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
PACES = st.sampled_from(["daily", "weekly", "monthly", "yearly"])


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_the_last_day_of_a_month_is_its_last_day_in_every_month() -> None:
    rule, at, found = rule_of("monthly", start=day("2026-01-31")), day("2026-01-31"), []
    for _ in range(4):
        at = next_day(rule, day("2026-01-31"), at)
        found.append(at.isoformat())

    assert found == ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]


def test_a_leap_day_comes_every_year() -> None:
    start = day("2024-02-29")

    assert next_day(rule_of("yearly", start=start), start, start) == day("2025-02-28")


def test_workdays_follow_the_exchanged_days_of_china() -> None:
    rule, start = rule_of("daily", start=day("2026-09-24")), day("2026-09-24")
    only = [next_day(rule, start, day(at), workdays="only", calendar="cn") for at in ("2026-09-18", "2026-09-24")]
    moved = next_day("FREQ=MONTHLY", day("2026-09-01"), day("2026-09-30"), workdays="next", calendar="cn")

    assert only[1] == day("2026-09-28")  # the Mid-Autumn Festival is Friday to Sunday
    assert moved == day("2026-10-08")  # after the National Day holidays


def test_turns_that_were_missed_are_left_out() -> None:
    daily = rule_of("daily", start=day("2026-11-01"))

    assert current_turn(daily, day("2026-11-01"), day("2026-11-01"), day("2026-11-20")) == day("2026-11-20")
    assert current_turn("FREQ=WEEKLY", day("2026-11-02"), day("2026-11-02"), day("2026-11-20")) == day("2026-11-16")
    assert current_turn("FREQ=WEEKLY", day("2026-11-02"), day("2026-11-02"), day("2026-11-03")) == day("2026-11-09")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY", "FREQ=DAILY;BYMONTH=2", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "INTERVAL=2", "x",
        "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=3", "FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=DAILY;UNTIL=20200101", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;;",
    ],
)  # fmt: skip
def test_rules_that_are_none_or_never_come_are_refused(rule: str) -> None:
    with pytest.raises(Invalid):
        checked_rule(rule, day("2026-11-23"))


def test_rules_read_like_a_sentence() -> None:
    assert in_words("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR") == "every 2 weeks on Monday, Friday"
    assert in_words("FREQ=DAILY", "only") == "every working day"
    assert in_words("FREQ=MONTHLY;BYDAY=-1FR", "next") == "every month on the last Friday, on the next working day"


@given(
    start=DAYS, pace=PACES, interval=st.integers(1, 12), weekdays=st.sets(st.integers(0, 6), max_size=3),
    gap=st.integers(0, 900),
)  # fmt: skip
def test_the_next_day_is_the_first_one_after(start, pace, interval, weekdays, gap) -> None:
    rule = checked_rule(rule_of(pace, start=start, interval=interval, weekdays=weekdays), start)
    after = start + timedelta(days=gap)

    found = next_day(rule, start, after)

    assert found > after
    assert next_day(rule, start, found - timedelta(days=1)) == found
    if pace == "weekly" and weekdays:
        assert found.weekday() in weekdays


@given(start=DAYS, pace=PACES, workdays=st.sampled_from(["only", "next"]))
def test_no_turn_falls_on_a_day_off(start, pace, workdays) -> None:
    found = next_day(rule_of(pace, start=start), start, start, workdays=workdays, calendar="cn")

    if found is None:  # every Saturday, but only where it is worked: until the next notice there is none
        assert (pace, workdays) == ("weekly", "only")
    else:
        assert found > start
        assert is_workday(found)
