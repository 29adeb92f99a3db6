"""Explanations: what they say, what they leave out, their page, their file."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from steward.foundation.kernel.ruling import Forbidden
from steward.people.access.public import SYSTEM
from steward.stream.activity.public import ensure_source, ingest
from steward.stream.activity.records import ActivityRecord, ChannelRecord, Record
from steward.stream.insights.enums import Grain
from steward.stream.insights.public import explain, moves

pytestmark = pytest.mark.django_db
#: A Monday, noon in Shanghai.
START = datetime(2024, 1, 1, 4, tzinfo=UTC)
WEEKS = 20
LAST = {"since": date(2024, 5, 13), "until": date(2024, 5, 20)}


def crowd(channel: str, people: int, until: int, *, prefix: str = "") -> list[Record]:
    """So many people, each writing once a week in a channel, up to a week."""
    return [
        ActivityRecord(
            f"{channel}-{prefix}{who}-{week}", "post", START + timedelta(days=7 * week, minutes=who), channel,
            f"{prefix or channel}{who}", body=f"week {week}",
        )
        for week in range(until) for who in range(people)
    ]  # fmt: skip


@pytest.fixture
def town(home):
    """Twenty weeks of 60 people in the hall, 30 in the kitchen, 10 in the garden; in the last, most cooks are gone."""
    source = ensure_source(actor=SYSTEM, key="town", name="Town", service="slack", realm="town", timezone="")
    records: list[Record] = [ChannelRecord(name, name) for name in ("hall", "kitchen", "garden")]
    records += crowd("hall", 60, WEEKS) + crowd("garden", 10, WEEKS)
    records += [record for record in crowd("kitchen", 30, WEEKS) if not _gone(record)]
    ingest(actor=SYSTEM, source=source, records=records)
    return source


def _gone(record: Record) -> bool:
    assert isinstance(record, ActivityRecord)
    _channel, who, week = record.source_id.split("-")
    return int(week) == WEEKS - 1 and int(who) >= 4


def test_a_drop_in_one_channel_is_explained_by_it(town, analyst):
    found = explain(analyst, "weekly_active", **LAST)

    assert (found.before.value, found.now.value, found.difference) == (100, 74, -26)
    assert found.beyond_noise
    assert found.good is False
    assert not found.unexplained
    assert found.sentences[0].startswith("Weekly active members fell from 100 to 74, below what the season allows (")
    assert found.sentences[1] == "One channel explains all of the 26: kitchen lost 26; nobody new came in their place."
    parts = {part.label: (part.before, part.now, part.contribution, part.explains) for part in found.parts["channel"]}
    assert parts == {"kitchen": (30, 4, -26, True), "hall": (60, 60, 0, False), "garden": (10, 10, 0, False)}
    assert {part.label: part.contribution for part in found.parts["who"]} == {
        "there before, not now": -26, "there in both periods": 0,
    }  # fmt: skip


def test_it_is_said_in_chinese_too(town, analyst):
    with translation.override("zh-hans"):
        found = explain(analyst, "weekly_active", **LAST)

    assert found.sentences[0].startswith("周活跃成员（WAU）")


def test_strangers_are_refused(town, stranger):
    with pytest.raises(Forbidden):
        explain(stranger, "weekly_active", **LAST)
    with pytest.raises(Forbidden):
        moves(stranger, "weekly_active")


def test_the_move_is_found_in_the_history(town, analyst):
    found = moves(analyst, "weekly_active", grain=Grain.WEEK, until=date(2024, 5, 20))

    assert [(move.starts, move.ends, move.value, move.good) for move in found] == [
        (date(2024, 5, 13), date(2024, 5, 20), 74, False)
    ]


def test_the_page_shows_parts_that_add_up(town, analyst, client_of):
    query = {"since": "2024-05-13", "until": "2024-05-19"}
    mine = client_of(analyst)

    page = mine.get(reverse("insights-explanation", args=["weekly_active"]), query)
    file = mine.get(reverse("insights-explanation", args=["weekly_active"]), query | {"format": "csv"})

    words = page.content.decode()
    assert page.status_code == 200
    assert "One channel explains all of the 26" in words
    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    channel = [line.split(",") for line in lines if line.startswith("channel,")]
    assert sum(float(line[4].lstrip("'")) for line in channel) == -26


def test_the_page_offers_the_crossed_parts_and_the_moves(town, analyst, client_of):
    query = {"since": "2024-05-13", "until": "2024-05-19", "by": "cross"}

    page = client_of(analyst).get(reverse("insights-explanation", args=["weekly_active"]), query).content.decode()

    assert "there before, not now · kitchen" in page
    assert "2024-05-13" in page  # the move, linked to its explanation


def test_htmx_gets_the_part_alone(town, analyst, client_of):
    query = {"since": "2024-05-13", "until": "2024-05-19"}
    headers = {"HX-Request": "true", "HX-Target": "insights-explain"}

    page = client_of(analyst).get(reverse("insights-explanation", args=["weekly_active"]), query, headers=headers)

    assert page.content.decode().strip().startswith('<section class="mt-6" id="insights-explain"')


def test_a_step_within_its_noise_is_said_to_be_one(town, analyst):
    found = explain(analyst, "weekly_active", since=date(2024, 5, 6), until=date(2024, 5, 13))

    assert not found.beyond_noise
    assert not found.unexplained
    assert found.sentences == (
        "Weekly active members stayed at 100, within what chance and season allow (82–120).",
        "There is nothing to explain.",
    )


def test_a_median_is_not_taken_apart_and_says_so(town, analyst):
    found = explain(analyst, "first_response", **LAST)

    assert (found.parts, found.cross) == ({}, ())
    assert found.whole == "This is no sum over members or activities, so it has no parts that would add up to it."


def test_a_loss_everywhere_is_unexplained(home, analyst):
    source = ensure_source(actor=SYSTEM, key="even", name="Even", service="slack", realm="even", timezone="")
    names = ("one", "two", "three", "four", "five", "six")
    records: list[Record] = [ChannelRecord(name, name) for name in names]
    for name in names:
        records += [record for record in crowd(name, 20, WEEKS) if not _half_gone(record)]
    ingest(actor=SYSTEM, source=source, records=records)

    found = explain(analyst, "weekly_active", **LAST)

    assert (found.difference, found.unexplained) == (-60, True)
    assert found.sentences[1] == (
        "It is unexplained: the loss is spread evenly over channels and members, and the team did nothing unusual in"
        " those days."
    )


def _half_gone(record: Record) -> bool:
    assert isinstance(record, ActivityRecord)
    _channel, who, week = record.source_id.split("-")
    return int(week) == WEEKS - 1 and int(who) >= 10


def test_segments_under_the_floor_are_pooled(town, owner):
    from steward.people.members.public import Segment

    for name, words in (("few", "Nobody"), ("Kitchen people", "kitchen"), ("Three", "garden1")):
        Segment.objects.create(name=name, query={"address": f"q={words}"})

    found = explain(owner, "weekly_active", **LAST)

    labels = {part.label: part.before for part in found.parts["segment"]}
    assert labels == {"Kitchen people": 30, "others (too few to be shown)": 70}
    assert sum(part.contribution for part in found.parts["segment"]) == -26


def test_the_page_asks_the_database_as_often_for_more_deeds_and_segments(town, owner, client_of, queries_of):
    from steward.people.members.public import Segment

    mine, address = client_of(owner), reverse("insights-explanation", args=["weekly_active"])
    query = {"since": "2024-05-13", "until": "2024-05-19"}
    Segment.objects.create(name="first", query={"address": "q=hall"})
    publish_deeds(1)
    mine.get(address, query)
    one = queries_of(lambda: mine.get(address, query))
    Segment.objects.create(name="second", query={"address": "q=garden"})
    Segment.objects.create(name="third", query={"address": "q=kitchen"})
    publish_deeds(3)

    assert queries_of(lambda: mine.get(address, query)) == one


def publish_deeds(count: int) -> None:
    """Facts of the last week of the town: every rule stopped, so many times."""
    from steward.foundation.journal.public import Fact

    for number in range(count):
        Fact.objects.create(
            seq=10_000 + 10 * count + number, type="screening.all_switched", at=datetime(2024, 5, 14, 4, tzinfo=UTC),
            actor="system", subject="screening", data={"stopped": True},
        )  # fmt: skip


def test_deeds_are_those_the_viewer_may_see(town, owner, analyst):
    publish_deeds(1)

    seen = {viewer.name: [done.text for done in explain(viewer, "posts", **LAST).deeds] for viewer in (owner, analyst)}

    assert seen == {owner.name: ["All rules stopped at once"], analyst.name: []}


def test_what_the_team_did_is_named_where_no_part_stands_out(home, owner):
    source = ensure_source(actor=SYSTEM, key="even", name="Even", service="slack", realm="even", timezone="")
    names = ("one", "two", "three", "four", "five", "six")
    records: list[Record] = [ChannelRecord(name, name) for name in names]
    for name in names:
        records += [record for record in crowd(name, 20, WEEKS) if not _half_gone(record)]
    ingest(actor=SYSTEM, source=source, records=records)
    publish_deeds(1)

    found = explain(owner, "weekly_active", **LAST)

    assert not found.unexplained
    assert found.sentences[1] == (
        "It is spread over channels and members; what the team did then: All rules stopped at once (14 May)."
    )


def test_a_segment_within_a_scope_is_not_split_again(town, owner):
    from steward.stream.insights.public import Scope

    found = explain(owner, "posts", **LAST, scope=Scope(channels=(1,)))

    assert "segment" not in found.parts


def test_the_api_explains_and_lists_moves(town, analyst, client_of):
    mine = client_of(analyst)

    told = mine.get("/api/metrics/weekly_active/explanation", {"since": "2024-05-13", "until": "2024-05-20"}).json()
    moved = mine.get("/api/metrics/weekly_active/moves", {"grain": "week", "until": "2024-05-20"}).json()
    wrong = mine.get("/api/metrics/nothing/explanation", {"since": "2024-05-13", "until": "2024-05-20"})

    assert (told["difference"], sum(part["contribution"] for part in told["parts"]["channel"])) == (-26, -26)
    assert [move["starts"] for move in moved["items"]] == ["2024-05-13"]
    assert wrong.status_code == 404


def test_nothing_is_explained_in_an_empty_community(home, analyst, client_of):
    for name in ("insights-explanation", "insights-moves"):
        assert client_of(analyst).get(reverse(name, args=["active_members"])).status_code == 200
