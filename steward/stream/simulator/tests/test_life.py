"""What makes a community believable is really in the data."""

from datetime import date, timedelta

import numpy as np
import pytest

from steward.stream.simulator.engine.daybook import CHINA, ZONES, china_day
from steward.stream.simulator.engine.habits import REACH
from steward.stream.simulator.engine.population import STAR
from steward.stream.simulator.enums import KIND, Role, Source
from steward.stream.simulator.spec import DAY, HOUR, MONTH, NEVER, Spec
from steward.stream.simulator.tests.conftest import Whole, make

DOING = [KIND[kind] for kind in ("post", "comment", "reaction", "commit", "review", "change")]


def first_answers(whole: Whole) -> tuple[np.ndarray, np.ndarray]:
    """Row of each question, and µs to its first answer (`NEVER` where there is none)."""
    when = np.full(len(whole.id) + 1, NEVER)
    answers = np.flatnonzero(whole.role == Role.ANSWER)
    when[whole.parent[answers]] = whole.occurred_at[answers]
    asked = np.flatnonzero(whole.question)
    at = whole.occurred_at[asked]
    reply = when[whole.id[asked]]
    return asked, np.where(reply == NEVER, NEVER, reply - at)


def chinese_days(whole: Whole) -> dict[date, int]:
    """Activities of people who live in China by their local day."""
    local = whole.occurred_at[whole.population.accounts.zone[whole.account] == CHINA] + ZONES[CHINA] * HOUR
    days, counts = np.unique(local // DAY, return_counts=True)
    return {
        date(1970, 1, 1) + timedelta(days=day): count for day, count in zip(days.tolist(), counts.tolist(), strict=True)
    }


def test_china_rests_at_spring_festival(town: Whole) -> None:
    days = chinese_days(town)
    feast = [days[date(2026, 2, 16) + timedelta(days=n)] for n in range(5)]
    before = [days[date(2026, 1, 19) + timedelta(days=n)] for n in range(5)]
    assert sum(feast) < 0.6 * sum(before)


def test_an_exchanged_sunday_is_a_workday() -> None:
    assert china_day(date(2025, 1, 26)) == (False, 1.0)
    assert china_day(date(2025, 1, 19))[0]


def test_years_without_a_published_calendar_keep_weekends_and_fixed_holidays() -> None:
    assert china_day(date(2031, 10, 1)) == (True, 0.55)
    assert china_day(date(2031, 11, 1)) == (True, 0.85)
    assert china_day(date(2031, 11, 3)) == (False, 1.0)


def test_people_sleep_at_night(town: Whole) -> None:
    local = (town.occurred_at[town.population.accounts.zone[town.account] == CHINA] // HOUR + ZONES[CHINA]) % 24
    hours = np.bincount(local, minlength=24)
    assert hours[2:5].sum() * 8 < hours[20:23].sum()


def test_the_raid_brings_many_accounts_whose_spam_is_removed(town: Whole) -> None:
    accounts = town.population.accounts
    raider = accounts.raider[town.account]
    at = town.occurred_at[raider]
    assert town.population.people.raiders == 36
    assert at.min() >= town.spec.raid_at
    assert at.max() < town.spec.raid_at + 8 * HOUR
    spam = raider & (town.kind == KIND["post"])
    assert spam.sum() == 5 * 36
    assert town.deleted[spam].all()
    assert (accounts.left[accounts.raider] < town.spec.raid_at + 8 * HOUR).all()
    assert set(town.role[spam].tolist()) == {Role.SPAM}
    assert not (town.role[~raider] == Role.SPAM).any()


def test_without_a_raid_there_is_no_spam() -> None:
    calm = make(Spec(300, 6, seed=7, raid=False))
    assert calm.population.people.raiders == 0
    assert not (calm.role == Role.SPAM).any()


def test_the_busiest_helper_falls_silent_and_answers_come_later(town: Whole) -> None:
    star = (town.population.accounts.person[town.account] == STAR) & np.isin(town.kind, DOING)
    gone = town.spec.burn_out_at
    before, after = town.occurred_at < gone, town.occurred_at >= gone
    assert star[before].sum() > 1000
    assert star[after].sum() == 0
    asked, wait = first_answers(town)
    at = town.occurred_at[asked]
    source = town.population.places.source[town.channel[asked]]
    for where in (Source.DISCORD, Source.FORUM):
        calm = (source == where) & (at < gone) & (at >= gone - 4 * MONTH)
        worse = (source == where) & (at >= gone) & (at < gone + 4 * MONTH)
        answered = wait < NEVER
        assert np.median(wait[worse & answered]) > 1.4 * np.median(wait[calm & answered])
        assert (~answered[worse]).mean() > (~answered[calm]).mean()


def test_without_a_burn_out_the_helper_stays() -> None:
    calm = make(Spec(300, 6, seed=7, burn_out=False))
    star = calm.population.accounts.person[calm.account] == STAR
    assert calm.occurred_at[star].max() > calm.spec.end - 3 * DAY


def test_some_questions_wait_long_and_some_for_ever(town: Whole) -> None:
    asked, wait = first_answers(town)
    source = town.population.places.source[town.channel[asked]]
    for where, low, high in ((Source.WECHAT, 3, 30), (Source.FORUM, 120, 900)):
        mine = wait[source == where]
        minutes = np.median(mine[mine < NEVER]) / 60e6
        assert low < minutes < high
        assert 0.1 < (mine == NEVER).mean() < 0.45


def test_a_few_do_most(town: Whole) -> None:
    person = town.population.accounts.person[town.account[np.isin(town.kind, DOING)]]
    counts = np.sort(np.bincount(person, minlength=town.spec.members))[::-1]
    assert 0.7 < counts[:300].sum() / counts.sum() < 0.95
    assert (counts == 0).mean() > 0.1


def test_newcomers_fade(town: Whole) -> None:
    people, accounts = town.population.people, town.population.accounts
    newcomers = (people.joined >= town.spec.start) & (people.joined < town.spec.end - 8 * MONTH) & (people.appetite > 0)
    doing = np.isin(town.kind, DOING)
    person = accounts.person[town.account[doing]]
    age = (town.occurred_at[doing] - people.joined[person]) // MONTH
    active = [len(np.unique(person[(age == month) & newcomers[person]])) for month in (0, 6)]
    assert 0.1 < active[1] / active[0] < 0.7


def test_people_overlap_between_sources(town: Whole) -> None:
    accounts = town.population.accounts
    per_person = np.bincount(accounts.person)
    assert 0.2 < (per_person > 1).mean() < 0.7
    assert set(accounts.source.tolist()) == set(range(REACH.shape[1]))


def test_months_differ_by_bursts_and_lulls(town: Whole) -> None:
    days = np.bincount((town.occurred_at - town.spec.start) // DAY)
    assert days.max() > 1.7 * np.median(days)
    assert days.min() < 0.6 * np.median(days)


@pytest.mark.parametrize("raid", [True, False])
def test_the_raid_begins_at_night_in_china(raid: bool) -> None:
    spec = Spec(100, 5, raid=raid)
    if not raid:
        assert spec.raid_at == NEVER
        return
    assert (spec.raid_at + 8 * HOUR) % DAY == 2 * HOUR
