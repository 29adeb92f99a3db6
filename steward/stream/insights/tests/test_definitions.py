"""Definitions that change, numbers of other rooms, and parts of the community too small to be shown."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel import registry
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM
from steward.people.members.models import Identity
from steward.stream.activity.public import ensure_source, ingest
from steward.stream.activity.records import ActivityRecord
from steward.stream.insights.enums import Grain, Unit
from steward.stream.insights.errors import TooFew
from steward.stream.insights.metrics.parameters import HEALTH_PARTS
from steward.stream.insights.models import Definition
from steward.stream.insights.public import (
    CountedMetric,
    Metric,
    Reference,
    Scope,
    catalogue,
    change_definition,
    definition_versions,
    measure,
    restore_definition,
    rows_behind,
)

pytestmark = pytest.mark.django_db
MARCH = {"since": date(2024, 3, 1), "until": date(2024, 4, 1)}
START = datetime(2024, 3, 4, 4, 0, tzinfo=UTC)


@pytest.fixture
def club(home) -> None:
    """Six members; the first speaks on twelve days, the second on four, the others once."""
    source = ensure_source(actor=SYSTEM, key="club", name="Club", service="slack")
    days = {"ann": 12, "ben": 4, "cy": 1, "dee": 1, "eve": 1, "fay": 1}
    records = [
        ActivityRecord(f"{who}{n}", "post", START + timedelta(days=n), "hall", who, thread_id=f"{who}{n}")
        for who, count in days.items() for n in range(count)
    ]  # fmt: skip
    ingest(actor=SYSTEM, source=source, records=records)


def core(viewer, **more) -> float | None:
    return measure(viewer, ["core_members"], **MARCH, **more)["core_members"].value


def test_a_changed_definition_counts_history_anew_and_earlier_ones_can_be_asked(club, owner, analyst):
    before = measure(analyst, ["core_members"], **MARCH)["core_members"]

    made = change_definition(actor=owner, key="core_members", values={"core_days": 4}, reason="Small club")

    after = measure(analyst, ["core_members"], **MARCH)["core_members"]
    assert (before.value, after.value, core(analyst, definition=1)) == (1, 2, 1)
    assert before.version != after.version
    assert "at least 4 of the 28 days" in after.metric.definition_en
    assert (made.number, made.values["core_days"], made.values["lost_days"], made.current) == (2, 4, 90, True)
    assert core(analyst, definition={"lifecycle": 1}) == 1
    with pytest.raises(NotFound):
        core(analyst, definition=7)


def test_a_change_is_a_decision_and_a_fact_and_can_be_taken_back(club, owner):
    change_definition(actor=owner, key="lifecycle", values={"core_days": 4}, reason="Small club")
    restore_definition(actor=owner, key="lifecycle", number=1, reason="It was better")

    decisions = list(Decision.objects.filter(kind="insights.define").order_by("pk"))
    fact = Fact.objects.filter(type="insights.metric_redefined").order_by("seq").first()
    assert [one.number for one in definition_versions("lost")] == [3, 2, 1]
    assert definition_versions("lost")[0].values == definition_versions("lost")[2].values
    assert (decisions[0].reason, decisions[0].undo) == ("Small club", {"group": "lifecycle", "number": 1})
    assert fact.data["group"] == "lifecycle"
    assert "core_members" in fact.data["metrics"]


def test_who_may_not_define_changes_nothing(club, analyst, moderator):
    for viewer in (analyst, moderator):
        with pytest.raises(Forbidden):
            change_definition(actor=viewer, key="lifecycle", values={"core_days": 4}, reason="No")

    assert not Definition.objects.exists()


@pytest.mark.parametrize(
    ("key", "values", "reason", "field"),
    [
        ("lifecycle", {"core_days": 0}, "x", "core_days"),
        ("lifecycle", {"core_days": 2.5}, "x", "core_days"),
        ("lifecycle", {"core_days": True}, "x", "core_days"),
        ("lifecycle", {"core_days": float("nan")}, "x", "core_days"),
        ("lifecycle", {"core_days": 29}, "x", "core_days"),
        ("lifecycle", {"dormant_days": 90}, "x", "lost_days"),
        ("lifecycle", {"magic": 1}, "x", "magic"),
        ("lifecycle", {"core_days": 4}, "  ", "reason"),
        ("lifecycle", {"core_days": 8}, "x", ""),
        ("levels", {"core": 5}, "x", "core"),
        ("health", {"activity_full": 0}, "x", "activity_full"),
        ("health", {f"{part}_weight": 0 for part in HEALTH_PARTS}, "x", "activity_weight"),
    ],
)  # fmt: skip
def test_values_that_make_no_sense_are_refused_with_a_sentence(owner, key, values, reason, field):
    with pytest.raises(Invalid) as refused:
        change_definition(actor=owner, key=key, values=values, reason=reason)

    assert refused.value.errors.keys() == {field}
    assert not Definition.objects.exists()


def test_a_metric_without_parameters_has_no_versions(owner):
    assert definition_versions("posts") == []
    with pytest.raises(NotFound):
        change_definition(actor=owner, key="posts", values={}, reason="x")


def test_a_segment_under_the_floor_is_not_shown(club, analyst, owner, client_of):
    faces = Identity.objects.order_by("account_id").values_list("member_id", flat=True)
    few, enough = Scope(segment=tuple(faces[:4])), Scope(segment=tuple(faces[:5]))

    answers = measure(analyst, ["posts", "top_contributors", "health"], **MARCH, scope=few)

    for answer in answers.values():
        assert (answer.withheld, answer.value, answer.series, answer.rows) == (True, None, (), ())
        assert "Fewer than 5 members" in answer.as_json()["withheld"]
    assert measure(analyst, ["posts"], **MARCH, scope=enough)["posts"].value == 19
    with pytest.raises(TooFew):
        rows_behind(analyst, "posts", **MARCH, scope=few)
    change_definition(actor=owner, key="floor", values={"members": 4}, reason="We are few")
    assert measure(analyst, ["posts"], **MARCH, scope=few)["posts"].value == 18


def test_a_group_under_the_floor_cannot_be_opened(club, analyst):
    everybody = rows_behind(analyst, "levels", **MARCH)

    assert everybody.total == 6
    with pytest.raises(TooFew):
        rows_behind(analyst, "levels", **MARCH, cell={"level": "contributor"})


@pytest.fixture
def counted():
    """A metric of another room: three answers in the first week of March, seven of ten good."""

    def rows(window, scope):
        return [{"step": window.number_of(date(2024, 3, 5)), "good": 7, "all": 10, "n": 3}]

    words = {"name_zh": "测", "definition_en": "Tests.", "definition_zh": "测试。", "source": Reference("Tests")}
    made = [
        CountedMetric(
            Metric(key="good_share", name_en="Good", unit=Unit.SHARE, numerator="good", denominator="all",
                   dimensions=("source",), fills=None, **words), rows,
        ),
        CountedMetric(
            Metric(key="counted", name_en="Counted", unit=Unit.MEMBERS, column="n", dimensions=(), **words), rows
        ),
    ]  # fmt: skip
    for one in made:
        registry.contribute("metrics", one)
    yield
    for one in made:
        registry._items["metrics"].remove(one)


def test_numbers_of_other_rooms_are_measured_like_any_other(club, analyst, counted):
    found = measure(analyst, ["good_share", "counted"], **MARCH, grain=Grain.WEEK)

    assert {"good_share", "counted"} <= {metric.key for metric in catalogue()}
    assert (found["good_share"].value, found["good_share"].whole.denominator) == (0.7, 10)
    assert [point.value for point in found["counted"].series] == [0, 3, 0, 0, 0]
    assert rows_behind(analyst, "counted", **MARCH).total == 0


def test_what_another_room_cannot_narrow_is_unknown(club, analyst, counted):
    found = measure(analyst, ["good_share", "counted"], **MARCH, scope=Scope(sources=(1,)))

    assert (found["good_share"].value, found["counted"].value) == (0.7, None)
    assert all(point.value is None for point in found["counted"].series)


def test_the_page_of_a_definition_shows_both_versions_over_the_same_days(club, owner, analyst, client_of):
    page = reverse("insights-definition", args=["core_members"])
    values = {"window": 28, "core_days": 4, "dormant_days": 30, "lost_days": 90}

    wrong = client_of(owner).post(page, values | {"core_days": 99, "reason": "Small club"})
    done = client_of(owner).post(page, values | {"reason": "Small club"})
    shown = client_of(analyst).get(done["Location"]).content.decode()

    assert (wrong.status_code, done.status_code) == (422, 302)
    assert "Small club" in shown
    assert "counted with version 2 and with version 1" in shown
    assert "Change the definition" not in shown
    assert client_of(owner).post(page, {"restore": "1", "group": "lifecycle"}).status_code == 302
    assert definition_versions("lifecycle")[0].number == 3
    assert client_of(owner).get(page + "?group=rfm").status_code == 404
    assert client_of(owner).get(page + "?group=floor").status_code == 200


@pytest.mark.parametrize("key", [metric.key for metric in catalogue() if metric.is_table])
def test_every_table_has_a_page_and_a_file(club, owner, client_of, key):
    client, period = client_of(owner), {"since": "2024-03-01", "until": "2024-03-31"}

    page = client.get(reverse("insights-metric", args=[key]), period)
    file = client.get(reverse("insights-metric", args=[key]), period | {"format": "csv"})

    assert (page.status_code, file.status_code) == (200, 200)


def test_the_page_of_all_metrics_is_searched_in_both_languages(club, analyst, client_of):
    everything = client_of(analyst).get(reverse("insights-metrics")).content.decode()
    found = client_of(analyst).get(reverse("insights-metrics"), {"q": "退群率"}).content.decode()

    assert "Who comes and who goes" in everything
    assert "Exit rate" in found
    assert "Stickiness" not in found


def test_definitions_are_listed_and_changed_over_the_api(club, owner, client_of):
    client, address = client_of(owner), "/api/metrics/core_members/definitions"

    made = client.post(
        address, json.dumps({"values": {"core_days": 4}, "reason": "Small club"}), content_type="application/json"
    )
    listed = client.get(address).json()["items"]
    old = client.get("/api/metrics/core_members?since=2024-03-01&until=2024-04-01&definition=1").json()

    assert made.status_code == 201
    assert [one["number"] for one in listed] == [2, 1]
    assert (old["value"], listed[0]["values"]["core_days"]) == (1, 4)
