"""Forecasts over the real database and its lake: the door, the page, JSON."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from steward.foundation.kernel.ruling import Forbidden
from steward.people.access.public import SYSTEM
from steward.stream.activity.public import Source, ensure_source, ingest
from steward.stream.activity.records import ActivityRecord
from steward.stream.insights.enums import Grain
from steward.stream.insights.errors import FarForecast, NoForecast
from steward.stream.insights.public import Scope, forecast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2025, 1, 6, 4, tzinfo=UTC)
#: Posts on the days of a week, Monday first.
WEEK = (3, 2, 2, 2, 3, 5, 4)


@pytest.fixture
def town(home) -> Source:
    """Six weeks and two days of posts with the same week again and again, by four people."""
    source = ensure_source(actor=SYSTEM, key="town", name="Town", service="slack")
    records = []
    for day in range(44):
        for n in range(WEEK[day % 7]):
            at = MONDAY + timedelta(days=day, minutes=n)
            records.append(ActivityRecord(f"{day}-{n}", "post", at, "hall", f"p{n % 4}", thread_id=f"{day}-{n}"))
    ingest(actor=SYSTEM, source=source, records=records)
    return source


def ahead(viewer, key: str = "posts", **more):
    return forecast(viewer, key, **{"grain": Grain.DAY, "until": date(2025, 2, 25), "asof": date(2025, 2, 19)} | more)


def test_what_repeats_every_week_is_expected_to_repeat(town, analyst):
    found = ahead(analyst)

    assert [point.value for point in found.points] == pytest.approx([2, 2, 3, 5, 4, 3, 2], abs=1e-6)
    assert (found.points[0].starts, found.points[-1].ends) == (date(2025, 2, 19), date(2025, 2, 26))
    assert (len(found.history), found.history[0].starts) == (44, date(2025, 1, 6))
    assert (found.method, found.error, found.note) == ("seasonal_naive", 0.0, "")
    assert len(found.rivals) == 4


def test_steps_that_are_not_over_are_no_history(town, analyst):
    found = ahead(analyst, grain=Grain.WEEK, until=date(2025, 3, 1))

    assert found.history[-1].ends == date(2025, 2, 17)
    assert [point.starts for point in found.points] == [date(2025, 2, 17), date(2025, 2, 24)]
    assert [point.value for point in found.points] == pytest.approx([21, 21])
    assert "two seasons" in found.note


def test_answers_that_may_still_come_keep_a_step_out_of_the_history(town, analyst):
    found = ahead(analyst, "answered_in_a_day")

    assert found.history[-1].ends <= date(2025, 2, 18)


def test_the_step_of_a_day_can_be_asked_for(town, analyst):
    found = ahead(analyst)

    assert found.at(date(2025, 2, 21)) == found.points[2]
    assert found.at(date(2025, 1, 6)) == found.history[0]
    assert found.at(date(2025, 3, 1)) is None
    assert found.likely_at(date(2025, 2, 21)) == found.likely[2]
    assert found.likely_at(date(2025, 1, 6)) is None


def test_a_forecast_made_earlier_knows_nothing_of_later(town, analyst):
    earlier = ahead(analyst, asof=date(2025, 2, 1))
    ingest(
        actor=SYSTEM,
        source=town,
        records=[ActivityRecord(f"late-{n}", "post", MONDAY + timedelta(days=40), "hall", "p9") for n in range(50)],
    )

    assert ahead(analyst, asof=date(2025, 2, 1)).points == earlier.points
    assert ahead(analyst).points != earlier.points


def test_a_scope_without_activity_has_no_forecast_and_says_so(town, analyst):
    found = ahead(analyst, scope=Scope(sources=(town.pk + 99,)))

    assert (found.points, found.method) == ((), "")
    assert "at least six" in found.note


def test_an_empty_community_has_no_forecast(home, analyst):
    assert ahead(analyst).points == ()


def test_a_past_day_leaves_nothing_to_forecast(town, analyst):
    found = ahead(analyst, until=date(2025, 2, 1))

    assert found.points == ()
    assert "is over" in found.note


def test_tables_and_far_days_and_strangers_are_refused(town, analyst, stranger):
    with pytest.raises(NoForecast):
        ahead(analyst, "by_channel")
    with pytest.raises(FarForecast):
        ahead(analyst, until=date(2035, 1, 1))
    with pytest.raises(Forbidden):
        ahead(stranger)


def test_the_page_of_a_metric_fetches_its_forecast(town, analyst, client_of):
    mine = client_of(analyst)

    page = mine.get(reverse("insights-metric", args=["posts"])).content.decode()

    assert f'id="insights-forecast" hx-get="{reverse("insights-forecast", args=["posts"])}' in page
    assert "insights-forecast" not in mine.get(reverse("insights-metric", args=["by_channel"])).content.decode()


def test_the_forecast_is_a_part_for_htmx_and_a_page_without(town, analyst, client_of):
    address = reverse("insights-forecast", args=["posts"])

    whole = client_of(analyst).get(address, {"grain": "day", "ahead": "4w"})
    part = client_of(analyst).get(address, headers={"HX-Request": "true", "HX-Target": "insights-forecast"})

    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert "Posts: about 2" in whole.content.decode()
    assert "in four cases of five" in whole.content.decode()
    assert "Made from 44 whole days, 6 Jan 2025 to 18 Feb 2025." in whole.content.decode()


@pytest.mark.parametrize("choice", ["4w", "13w", "quarter", "year", "never", ""])
def test_every_horizon_opens(choice, town, analyst, client_of):
    address = reverse("insights-forecast", args=["active_members"])

    assert client_of(analyst).get(address, {"ahead": choice}).status_code == 200


def test_a_table_has_no_page_of_a_forecast(town, analyst, client_of):
    assert client_of(analyst).get(reverse("insights-forecast", args=["by_channel"])).status_code == 400


def test_the_page_asks_the_database_as_often_for_six_weeks_as_for_more(town, analyst, client_of, queries_of):
    mine, address = client_of(analyst), reverse("insights-forecast", args=["posts"])
    few = queries_of(lambda: mine.get(address))
    other = ensure_source(actor=SYSTEM, key="hall", name="Hall", service="slack")
    records = [ActivityRecord(f"h{n}", "post", MONDAY + timedelta(days=n), "x", f"q{n}") for n in range(90)]
    ingest(actor=SYSTEM, source=other, records=records)

    assert queries_of(lambda: mine.get(address)) == few


def test_strangers_see_no_forecast(town, stranger, client_of):
    assert client_of(stranger).get(reverse("insights-forecast", args=["posts"])).status_code == 403


def test_programs_read_the_forecast(town, analyst, stranger, client_of):
    address = "/api/metrics/posts/forecast?grain=day&asof=2025-02-19&until=2025-02-20"

    found = client_of(analyst).get(address).json()

    assert [point["starts"] for point in found["points"]] == ["2025-02-19", "2025-02-20"]
    assert [point["value"] for point in found["points"]] == [2.0, 2.0]
    assert (found["method"], found["error"]) == ("seasonal_naive", 0.0)
    assert (len(found["history"]), len(found["likely"]), len(found["rivals"])) == (44, 2, 4)
    assert client_of(stranger).get(address).status_code == 403
    assert client_of(analyst).get("/api/metrics/by_channel/forecast").status_code == 400
