from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from steward.people.access.public import SYSTEM
from steward.people.members.public import Member
from steward.stream.activity.enums import Kind
from steward.stream.activity.public import ensure_source, ingest
from steward.stream.activity.records import AccountRecord, ActivityRecord, ChannelRecord, Record
from steward.stream.insights.public import catalogue
from steward.stream.insights.queries.company import Companion, Company, company

pytestmark = pytest.mark.django_db
PAGES = ("insights", "insights-growth", "insights-activity", "insights-answers", "insights-people", "insights-metrics")
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture
def talk(home):
    """A function that lets `people` people talk for four weeks in a channel of their own."""

    def make(people: int, key: str = "tea") -> None:
        source = ensure_source(actor=SYSTEM, key=key, name=f"House of {key}", service="slack", realm=key, timezone="")
        records: list[Record] = [ChannelRecord(f"room-{key}", f"room of {key}")]
        for person in range(people):
            records.append(AccountRecord(f"p{person}", name=f"Person {person}"))
            for day in range(28):
                at = NOON + timedelta(days=day, minutes=person)
                channel, words = f"room-{key}", f"运营 day {day}"
                records.append(
                    ActivityRecord(f"{person}-{day}", Kind.POST.value, at, channel, f"p{person}", body=words)
                )
        ingest(actor=SYSTEM, source=source, records=records)

    return make


@pytest.mark.parametrize("name", PAGES)
def test_analysts_see_every_page_and_strangers_none(name, talk, analyst, stranger, client_of, client) -> None:
    talk(3)
    assert client_of(analyst).get(reverse(name)).status_code == 200
    assert client_of(stranger).get(reverse(name)).status_code == 403
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_in_an_empty_community(name, home, analyst, client_of) -> None:
    assert client_of(analyst).get(reverse(name)).status_code == 200


def test_the_overview_of_an_empty_community_leads_to_the_import(home, analyst, client_of) -> None:
    page = client_of(analyst).get(reverse("insights")).content.decode()

    assert reverse("import-new") in page


def test_a_community_of_the_past_is_measured_back_from_its_newest_day(talk, analyst, client_of) -> None:
    talk(3)

    page = client_of(analyst).get(reverse("insights")).content.decode()

    assert "The newest activity is from" in page
    assert ">84</a>" in page  # three people, one post on each of 28 days


@pytest.mark.parametrize("metric", [metric.key for metric in catalogue()])
def test_every_metric_has_a_page_and_a_file(metric, talk, analyst, client_of) -> None:
    talk(3)
    mine = client_of(analyst)

    page = mine.get(reverse("insights-metric", args=[metric]))
    file = mine.get(reverse("insights-metric", args=[metric]), {"format": "csv"})

    assert (page.status_code, file.status_code) == (200, 200)
    assert file["Content-Type"] == "text/csv; charset=utf-8"


def test_the_file_of_a_metric_holds_its_steps(talk, analyst, client_of) -> None:
    talk(2)
    span = {"format": "csv", "grain": "week", "since": "2026-03-02", "until": "2026-03-15"}

    file = client_of(analyst).get(reverse("insights-metric", args=["posts"]), span)

    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(",")[:3] for line in lines] == [
        ["starts", "ends", "value"],
        ["2026-03-02", "2026-03-09", "14"],
        ["2026-03-09", "2026-03-16", "14"],
    ]


def test_a_number_opens_to_the_activities_behind_it(talk, owner, client_of) -> None:
    talk(2)

    page = client_of(owner).get(reverse("insights-rows", args=["posts"])).content.decode()

    assert "56 activities" in page
    assert page.count("运营 day") == 50


def test_a_number_opens_to_the_members_behind_it(talk, owner, client_of) -> None:
    talk(2)

    page = client_of(owner).get(reverse("insights-rows", args=["active_members"])).content.decode()

    assert "2 members" in page
    assert [f"Person {n}" in page for n in range(3)] == [True, True, False]


def test_a_source_narrows_every_number(talk, owner, client_of) -> None:
    talk(2)
    talk(3, key="coffee")
    mine = client_of(owner)
    from steward.stream.activity.public import Source

    coffee = Source.objects.get(key="coffee").pk
    page = mine.get(reverse("insights-rows", args=["active_members"]), {"source": coffee}).content.decode()

    assert "3 members" in page


@pytest.mark.parametrize(
    "query", ["source=x", "channel=-1", "period=never", "since=2026-13-01&until=x", "page=0", "grain=hour"]
)
def test_strange_parameters_are_ignored(query, talk, owner, client_of) -> None:
    talk(1)

    assert client_of(owner).get(reverse("insights-rows", args=["posts"]) + "?" + query).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"), [("/console/insights/metrics/nothing/", 404), ("/console/insights/rows/posts/?member=abc", 400)]
)
def test_what_cannot_be_answered_is_refused_with_a_page(path, status, talk, owner, client_of) -> None:
    talk(1)

    assert client_of(owner).get(path).status_code == status


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_the_database_as_often_for_one_as_for_three(name, talk, owner, client_of, queries_of) -> None:
    mine = client_of(owner)
    talk(1)
    one = queries_of(lambda: mine.get(reverse(name)))

    talk(3)

    assert queries_of(lambda: mine.get(reverse(name))) == one


def test_a_member_page_shows_rhythm_and_company(home, owner, client_of) -> None:
    source = ensure_source(actor=SYSTEM, key="tea", name="Tea", service="slack", realm="tea", timezone="")
    at = NOON.isoformat()
    records: list[Record] = [
        ChannelRecord("room", "room"),
        *(AccountRecord(name, name=name) for name in ("Ann", "Bo", "Cy")),
    ]
    records.append(ActivityRecord("1", "post", NOON, "room", "Ann", thread_id="t", body=at))
    records.append(
        ActivityRecord("2", "comment", NOON + timedelta(hours=1), "room", "Bo", parent_id="1", thread_id="t")
    )
    records.append(
        ActivityRecord("3", "comment", NOON + timedelta(hours=2), "room", "Ann", parent_id="2", thread_id="t")
    )
    records.append(ActivityRecord("4", "post", NOON, "room", "Cy", thread_id="other"))
    ingest(actor=SYSTEM, source=source, records=records)
    ann, bo = Member.objects.get(name="Ann"), Member.objects.get(name="Bo")

    found = company(owner, ann.pk)
    page = client_of(owner).get(reverse("members-member", args=[ann.pk]))

    assert found == Company([Companion(bo.pk, "Bo", 1)], [Companion(bo.pk, "Bo", 1)])
    assert page.status_code == 200
    assert "Who they talk with" in page.content.decode()


def test_who_asked_not_to_be_profiled_is_not_company(home, owner) -> None:
    source = ensure_source(actor=SYSTEM, key="tea", name="Tea", service="slack", realm="tea", timezone="")
    records: list[Record] = [
        ChannelRecord("room", "room"),
        AccountRecord("Ann", name="Ann"),
        AccountRecord("Bo", name="Bo"),
    ]
    records.append(ActivityRecord("1", "post", NOON, "room", "Bo", thread_id="t"))
    records.append(ActivityRecord("2", "comment", NOON, "room", "Ann", parent_id="1", thread_id="t"))
    ingest(actor=SYSTEM, source=source, records=records)
    Member.objects.filter(name="Bo").update(do_not_profile=True)

    assert company(owner, Member.objects.get(name="Ann").pk) == Company([], [])
