"""The door, over the real database and its lake."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner

from steward.foundation.kernel.ruling import Forbidden
from steward.people.access.public import SYSTEM
from steward.people.members.models import Identity, Member
from steward.stream.activity.public import Activity, Source, ensure_source, ingest
from steward.stream.activity.records import ActivityRecord
from steward.stream.insights.commands.metrics import metrics
from steward.stream.insights.commands.report import report
from steward.stream.insights.enums import Grain
from steward.stream.insights.errors import BadCell, BadPeriod, UnknownMetric
from steward.stream.insights.public import OVERVIEW, Scope, catalogue, measure, overview, rows_behind

pytestmark = pytest.mark.django_db
MARCH = {"since": date(2024, 3, 1), "until": date(2024, 4, 1)}
START = datetime(2024, 3, 4, 4, 0, tzinfo=UTC)


def said(key: str, who: str, hours: float = 0, **fields) -> ActivityRecord:
    values = {"kind": "post", "channel_id": "hall", "account_id": who, "body": key} | fields
    return ActivityRecord(key, occurred_at=START + timedelta(hours=hours), **values)


@pytest.fixture
def club(home) -> Source:
    """Ann asks, Ben answers after an hour, 陈 after two; another source has one post of Ben's."""
    source = ensure_source(actor=SYSTEM, key="club", name="Club", service="slack")
    ingest(
        actor=SYSTEM,
        source=source,
        records=[
            said("q", "ann", thread_id="q"),
            said("a", "ben", 1, kind="comment", parent_id="q", thread_id="q"),
            said("b", "陈", 2, kind="comment", parent_id="q", thread_id="q"),
            said("r", "ann", 3, kind="reaction", parent_id="a"),
            said("lonely", "陈", 30, thread_id="lonely"),
        ],
    )
    forum = ensure_source(actor=SYSTEM, key="forum", name="Forum", service="discourse")
    ingest(actor=SYSTEM, source=forum, records=[said("f", "ben", 5)])
    return source


def value(viewer, key: str, **more) -> float | None:
    return measure(viewer, [key], **MARCH, **more)[key].value


def test_an_analyst_measures_and_a_stranger_may_not(club, analyst, stranger):
    assert value(analyst, "active_members") == 4
    with pytest.raises(Forbidden):
        measure(stranger, ["posts"], **MARCH)
    with pytest.raises(Forbidden):
        rows_behind(stranger, "posts", **MARCH)


def test_unknown_keys_and_empty_periods_are_refused(club, analyst):
    with pytest.raises(UnknownMetric):
        measure(analyst, ["happiness"], **MARCH)
    with pytest.raises(BadPeriod):
        measure(analyst, ["posts"], since=date(2024, 3, 1), until=date(2024, 3, 1))
    with pytest.raises(BadCell):
        rows_behind(analyst, "posts", **MARCH, cell={"body": "x"})


def test_a_merge_and_an_erasure_are_seen_at_once(club, analyst):
    assert value(analyst, "active_members") == 4
    bens = list(Member.objects.filter(identities__handle="").order_by("pk")) or list(Member.objects.order_by("pk"))
    assert len(bens) == 4
    ben = Identity.objects.filter(account_id="ben").order_by("pk")
    from steward.people.members.actions.merge_members import merge_members

    merge_members(actor=SYSTEM, winner_id=ben[0].member_id, loser_id=ben[1].member_id)

    assert value(analyst, "active_members") == 3
    assert value(analyst, "posts") == 3


def test_a_scope_of_one_source_sees_only_it(club, analyst):
    assert value(analyst, "posts", scope=Scope(sources=(club.pk,))) == 2


def test_late_records_and_removals_are_seen_at_once(club, analyst):
    assert value(analyst, "posts") == 3

    ingest(actor=SYSTEM, source=club, records=[said("late", "ann", 50), said("lonely", "陈", 30, deleted=True)])

    assert value(analyst, "posts") == 3
    assert value(analyst, "unanswered_share") == 0


def test_a_comparison_tells_before_and_difference(club, analyst):
    answer = measure(analyst, ["posts"], **MARCH, compare="previous")["posts"]

    assert (answer.change.before.value, answer.change.difference, answer.change.ratio) == (0, 3, None)


@pytest.mark.parametrize("metric", [metric for metric in catalogue() if metric.behind], ids=lambda metric: metric.key)
def test_the_rows_behind_a_count_are_as_many_as_it_says(club, analyst, metric):
    answer = measure(analyst, [metric.key], **MARCH)[metric.key]
    rows = rows_behind(analyst, metric.key, **MARCH)

    counted = {"posts", "comments", "reactions", "members", "joined", "departed", "new", "returning", "resurrected",
               "dormant", "active_members", "speakers", "threads"}  # fmt: skip
    assert len(rows.ids) + rows.withheld == rows.total
    if metric.key in counted:
        assert rows.total == answer.value
    if metric.denominator and metric.key != "stickiness" and metric.query == "responses":
        assert rows.total == answer.whole.numerator


def test_each_cell_of_a_table_opens_to_its_rows(club, analyst):
    tables = measure(analyst, ["hour_weekday", "reply_network", "retention", "by_channel", "top_contributors"], **MARCH)
    for row in tables["hour_weekday"].rows:
        cell = {"weekday": row["weekday"], "hour": row["hour"]}
        assert rows_behind(analyst, "hour_weekday", **MARCH, cell=cell).total == row["n"]
    for row in tables["by_channel"].rows:
        assert rows_behind(analyst, "by_channel", **MARCH, cell={"channel": row["channel"]}).total == row["n"]
    for row in tables["top_contributors"].rows:
        assert rows_behind(analyst, "top_contributors", **MARCH, cell={"member": row["member"]}).total == row["n"]
    for row in tables["reply_network"].rows:
        cell = {"speaker": row["speaker"], "answered": row["answered"]}
        assert rows_behind(analyst, "reply_network", **MARCH, cell=cell).total == row["n"]
    for row in tables["retention"].rows:
        cell = {"cohort": row["cohort"], "age": row["age"]}
        assert rows_behind(analyst, "retention", **MARCH, cell=cell).total == row["members"]
    assert sum(row["n"] for row in tables["hour_weekday"].rows) == 6


def test_one_point_of_a_series_opens_to_its_rows(club, analyst):
    point = measure(analyst, ["new"], **MARCH, grain=Grain.WEEK)["new"].series[1]

    rows = rows_behind(analyst, "new", since=point.starts, until=point.ends, grain=Grain.WEEK)

    assert (point.value, rows.total) == (4, 4)


def test_members_who_asked_not_to_be_profiled_are_withheld(club, analyst):
    chen = Identity.objects.get(account_id="陈").member
    from steward.people.members.actions.edit_member import edit_member

    edit_member(actor=SYSTEM, member_id=chen.pk, flags={"do_not_profile": True})

    rows = rows_behind(analyst, "active_members", **MARCH)
    assert (chen.pk in rows.ids, rows.total, rows.withheld) == (False, 4, 1)
    assert value(analyst, "active_members") == 4
    assert rows_behind(analyst, "top_contributors", **MARCH, cell={"member": chen.pk}).total == 0


def test_activities_behind_posts_are_those_of_the_database(club, analyst):
    rows = rows_behind(analyst, "posts", **MARCH)

    assert set(rows.ids) == set(Activity.objects.filter(kind="post").values_list("pk", flat=True))


def test_the_overview_answers_all_and_is_silent_about_chance(club, analyst):
    seen = overview(analyst, **MARCH)

    assert tuple(seen.answers) == OVERVIEW
    assert seen.before == (date(2024, 1, 30), date(2024, 3, 1))
    assert all(sentence.key in OVERVIEW for sentence in seen.sentences)


def test_a_sentence_says_what_fell_in_both_languages(home, analyst):
    source = ensure_source(actor=SYSTEM, key="club", name="Club", service="slack")
    records = []
    for day in range(60):
        for n in range(10):
            key, hours = f"{day}.{n}", 24 * day + n / 10
            records.append(said(key, f"asker{n}", hours, thread_id=key))
            if n < (8 if day < 30 else 5):
                records.append(said(f"{key}a", "helper", hours + 1, kind="comment", parent_id=key, thread_id=key))
    ingest(actor=SYSTEM, source=source, records=records)
    period = {"since": date(2024, 4, 3), "until": date(2024, 5, 3)}

    sentences = {each.key: each for each in overview(analyst, **period).sentences}

    assert sentences["answered_in_a_day"].text == "Replies within a day fell from 80\u202f% to 50\u202f%."
    assert sentences["answered_in_a_day"].good is False
    assert "posts" not in sentences


def test_the_command_prints_one_object_keyed_by_metric(club):
    run = CliRunner().invoke(
        metrics, ["posts", "retention", "--since", "2024-03-01", "--until", "2024-03-31", "--json"]
    )

    told = json.loads(run.stdout)
    assert run.exit_code == 0
    assert list(told) == ["posts", "retention"]
    assert (told["posts"]["value"], told["posts"]["until"]) == (3, "2024-04-01")
    assert told["retention"]["rows"][0]["cohort"] == "2024-03-04"


def test_the_command_limits_to_a_source_and_names_what_is_wrong(club):
    period = ["--since", "2024-03-01", "--until", "2024-03-31"]

    one = CliRunner().invoke(metrics, ["posts", *period, "--source", "forum", "--json"])
    unknown = CliRunner().invoke(metrics, ["posts", *period, "--source", "nowhere"])
    wrong = CliRunner().invoke(metrics, ["happiness", *period])

    assert json.loads(one.stdout)["posts"]["value"] == 1
    assert (unknown.exit_code, wrong.exit_code) == (2, 1)
    assert "club, forum" in unknown.output


def test_without_keys_the_command_lists_every_metric(db):
    run = CliRunner().invoke(metrics, [])

    assert all(metric.key in run.output for metric in catalogue())


@pytest.mark.parametrize("way", ["--json", "--markdown", None])
def test_the_report_tells_the_period(club, way):
    run = CliRunner().invoke(report, ["--since", "2024-03-01", "--until", "2024-03-31", *([way] if way else [])])

    assert run.exit_code == 0, run.output
    if way == "--json":
        assert json.loads(run.stdout)["metrics"]["active_members"]["value"] == 4
    else:
        assert "Active members" in run.output


def test_a_community_without_a_single_activity_is_answered_too(home, analyst):
    seen = overview(analyst)

    assert seen.answers["members"].value == 0
    assert seen.answers["unanswered_share"].value is None
    assert seen.sentences == ()
