"""A planted effect is found; without one it cannot be told, or it did not work."""

from datetime import timedelta

import pytest

from steward.direction.decisions.actions.keep_course import keep_course
from steward.direction.decisions.errors import TooEarly
from steward.direction.decisions.models import Exposed, Measurement, Resolution
from steward.direction.decisions.public import measure_effect
from steward.direction.decisions.tests.village import DUE, FIRST, PEOPLE, STARTS, decided, room, village
from steward.foundation.kernel.ruling import Invalid
from steward.people.access.public import SYSTEM
from steward.people.members.public import Member
from steward.stream.insights.public import Scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_day(monkeypatch):
    """A function that moves the clock to noon of a day."""
    from datetime import UTC, datetime

    from steward.foundation.kernel import clock

    def move(day) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime(day.year, day.month, day.day, 4, tzinfo=UTC))

    move(STARTS)
    return move


def even_people() -> list[int]:
    """The members whom `people_lift` lifts."""
    names = [f"Person {n}" for n in range(0, PEOPLE, 2)]
    return list(Member.objects.filter(name__in=names).values_list("pk", flat=True))


def measured(owner, at_day, **changes) -> Measurement:
    made = decided(owner, **changes)
    at_day(made.due)
    return measure_effect(actor=SYSTEM, resolution_id=made.pk)


def test_a_planted_effect_on_one_channel_is_found_against_channels_like_it(home, owner, at_day) -> None:
    village(lift=12)

    found = measured(owner, at_day, exposure="channels", exposed=[room("tea")])

    assert (found.method, found.verdict, found.met, found.early) == ("places", "worked", True, False)
    assert 9 < found.result["effect"] < 15
    assert found.result["low"] > 0
    assert (found.result["compared"], found.result["steps_before"], found.result["steps_after"]) == (3, 8, 8)
    row = Resolution.objects.get()
    assert (row.state, row.verdict, row.scope) == ("measured", "worked", {"channels": [room("tea")]})


def test_without_an_effect_nothing_is_found(home, owner, at_day) -> None:
    village(lift=0)

    found = measured(owner, at_day, exposure="channels", exposed=[room("tea")])

    assert (found.method, found.verdict) == ("places", "did_not")
    assert found.result["low"] < 0 < found.result["high"]


def test_a_small_hope_in_noise_cannot_be_told(home, owner, at_day) -> None:
    village(lift=0)

    found = measured(owner, at_day, exposure="channels", exposed=[room("tea")], expected_change=0.02)

    assert found.verdict == "cannot_tell"


def test_a_planted_effect_on_members_is_found_against_members_like_them(home, owner, at_day) -> None:
    village(people_lift=3)
    even = even_people()

    found = measured(owner, at_day, exposure="members", members=even)

    assert (found.method, found.verdict, found.result["per"]) == ("members", "worked", "member")
    assert found.result["exposed"] >= 10
    assert 2.5 < found.result["effect"] < 3.5
    assert Exposed.objects.count() == len(even)


def test_members_without_an_effect_show_none(home, owner, at_day) -> None:
    village()
    even = even_people()

    found = measured(owner, at_day, exposure="members", members=even)

    assert found.result["low"] < 0 < found.result["high"]


def test_a_metric_that_is_no_sum_over_members_compares_the_groups(home, owner, at_day) -> None:
    village(people_lift=3)
    even = even_people()

    found = measured(
        owner, at_day, metric="threads", exposure="members", members=even, expected=10, expected_change=None
    )

    assert (found.method, found.result["per"]) == ("members", "step")


def test_everybody_is_measured_against_the_forecast_and_says_so(home, owner, at_day) -> None:
    village(lift=40)

    found = measured(owner, at_day, expected_change=0.3)

    assert (found.method, found.verdict) == ("forecast", "worked")
    assert found.result["effect"] == pytest.approx(40, abs=12)
    assert found.result["forecast"]


def test_a_short_past_leaves_before_and_after(home, owner, at_day) -> None:
    village(lift=5)
    at_day(FIRST + timedelta(weeks=4))

    begin = FIRST + timedelta(weeks=4)
    found = measured(owner, at_day, starts=begin, until=begin, due=begin + timedelta(weeks=4))

    assert (found.method, found.result["steps_before"], found.result["steps_after"]) == ("before_after", 4, 4)


def test_places_without_any_like_them_fall_back_and_say_why(home, owner, at_day) -> None:
    source = village(lift=40)

    found = measured(owner, at_day, exposure="sources", exposed=[source.pk], expected_change=0.3)

    assert (found.method, found.result["why"]) == ("forecast", "no_places_alike")


def test_an_early_look_is_written_down_and_the_decision_stays_open(home, owner, at_day) -> None:
    village(lift=12)
    made = decided(owner, exposure="channels", exposed=[room("tea")])
    with pytest.raises(TooEarly):
        measure_effect(actor=owner, resolution_id=made.pk)
    assert Measurement.objects.count() == 0

    at_day(STARTS + timedelta(weeks=3))
    early = measure_effect(actor=owner, resolution_id=made.pk)
    made.refresh_from_db()
    assert (early.early, early.result["steps_after"], made.state, made.verdict) == (True, 3, "open", "")

    at_day(DUE + timedelta(weeks=30))
    late = measure_effect(actor=owner, resolution_id=made.pk)
    made.refresh_from_db()
    assert (late.early, late.result["steps_after"], made.state) == (False, 8, "measured")


def test_days_after_its_day_do_not_change_what_is_measured(home, owner, at_day) -> None:
    village(lift=12)
    made = decided(owner, exposure="channels", exposed=[room("tea")])
    results = []
    for weeks in (0, 5):
        at_day(DUE + timedelta(weeks=weeks))
        results.append(measure_effect(actor=owner, resolution_id=made.pk).result)

    assert results[0] == results[1]


def test_a_number_that_is_gone_is_entered_by_hand(home, owner, at_day) -> None:
    village()
    made = decided(owner)
    Resolution.objects.update(metric="no_more")
    at_day(DUE)
    with pytest.raises(Invalid):
        measure_effect(actor=owner, resolution_id=made.pk)

    found = measure_effect(actor=owner, resolution_id=made.pk, value=120)

    assert (found.verdict, found.result["why"], found.result["after"]) == ("cannot_tell", "typed", 120)


def test_the_picture_has_the_number_the_forecast_and_the_pool(home, owner, at_day) -> None:
    village(lift=12)
    found = measured(owner, at_day, exposure="channels", exposed=[room("tea")])
    keep_course(actor=SYSTEM, resolution_id=found.resolution_id)

    course = Resolution.objects.get().course

    sizes = {len(course[name]) for name in ("days", "values", "foreseen", "low", "high", "pool")}
    assert len(sizes) == 1
    known = [day for day, value in zip(course["days"], course["foreseen"], strict=True) if value is not None]
    assert known[0] == STARTS.isoformat()


def test_the_scope_of_a_decision_reaches_the_number(home, owner, at_day) -> None:
    village()
    made = decided(owner, scope=Scope(channels=(room("stone"),)))

    assert 20 < made.baseline < 26
    assert made.exposure == "everybody"
