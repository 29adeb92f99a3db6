import json
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from click.testing import CliRunner
from django.db import connection
from django.utils import translation

from steward.direction.goals.actions.check_in import check_in
from steward.direction.goals.actions.close import close
from steward.direction.goals.actions.refresh import refresh_all
from steward.direction.goals.commands.goals import goals
from steward.direction.goals.models import CheckIn, Goal, KeyResult
from steward.direction.goals.queries.told import deeds, passage, told_goal, told_verdict
from steward.direction.goals.queries.waiting import due_days, find_goals
from steward.direction.goals.tests.people import FIRST, LAST, active, talk, typed, weekly
from steward.foundation.journal.public import Fact
from steward.foundation.kernel.registry import items

FOUR = FIRST + timedelta(weeks=4)


@pytest.fixture
def community(home):
    talk([4, 5, 6, 6, 6, 7, 7, 8, 8])


@pytest.mark.django_db
def test_a_goal_is_made_begun_read_and_closed_over_json(community, owner, client_of) -> None:
    client = client_of(owner)

    def post(path: str, **values: object):
        return client.post(f"/api/goals{path}", json.dumps(values), content_type="application/json")

    made = post("", title="More", first_day=str(FIRST), last_day=str(LAST), owner_id=owner.account_id).json()
    number = made["id"]
    lacks = post(f"/{number}/activate")
    post(f"/{number}/key-results", metric="weekly_active", target=12)
    post(f"/{number}/guardrails", metric="unanswered_share", limit=0.2)
    begun = post(f"/{number}/activate").json()
    refresh_all(asof=FOUR)
    read = client.get(f"/api/goals/{number}").json()
    readings = client.get(f"/api/goals/key-results/{read['key_results'][0]['id']}/readings").json()["items"]
    closed = post(f"/{number}/close", outcome="reached").json()

    assert (lacks.status_code, set(lacks.json()["errors"])) == (400, {"key_results", "guardrails"})
    assert (begun["state"], begun["key_results"][0]["baseline"]) == ("active", 6.0)
    assert (read["key_results"][0]["value"], readings[-1]["expected"]) == (8.0, 8.0)
    assert (closed["state"], closed["outcome"]) == ("closed", "reached")
    assert [one["id"] for one in client.get("/api/goals?state=closed").json()["items"]] == [number]


@pytest.mark.django_db
def test_strangers_read_nothing_over_json(home, owner, stranger, client_of) -> None:
    goal = active(owner)
    part = goal.key_results.get().pk
    for path in ("", f"/{goal.pk}", f"/key-results/{part}/readings", f"/key-results/{part}/check-ins"):
        assert client_of(stranger).get(f"/api/goals{path}").status_code == 403


@pytest.mark.django_db
def test_the_command_lists_and_reads_anew(community, owner) -> None:
    active(owner)

    told = CliRunner().invoke(goals, ["--refresh", "--asof", str(FOUR), "--json"])
    table = CliRunner().invoke(goals, [])

    assert json.loads(told.stdout)[0]["key_results"][0]["value"] == 8.0
    assert (table.exit_code, "G1" in table.stdout) == (0, True)
    assert CliRunner().invoke(goals, ["--asof", "2026-01-01"]).exit_code == 2


@pytest.mark.django_db
def test_a_report_says_each_goal_in_a_sentence_and_nothing_without_goals(community, owner) -> None:
    assert passage(owner, FOUR, FOUR + timedelta(days=7)) is None
    active(owner, weekly(target=30.0))
    refresh_all(asof=FOUR)

    told = passage(owner, FOUR, FOUR + timedelta(days=7))

    assert told.sentences[0].startswith("“More people come every week” is off. The forecast is")
    assert told.rows == (("G1", "Weekly active members", "8", "14", "30", "off"),)


def test_each_reader_is_told_of_a_metric_in_their_language_and_of_a_title_as_it_was_written() -> None:
    kind = next(one for one in items("notification-kinds") if one.key == "goals.guardrail")
    turned = {"title": "Unanswered share", "goal": "茶", "holds": True}

    with translation.override("zh-hans"):
        told = kind.describe(turned | {"metric": "unanswered_share"}).text
        own = kind.describe(turned | {"metric": ""}).text

    assert ("未回复率" in told, "Unanswered share" in told, "Unanswered share" in own) == (True, False, True)


@pytest.mark.django_db
def test_goals_are_deeds_due_days_and_found(home, owner, stranger) -> None:
    goal = active(owner)
    close(actor=owner, goal_id=draft_active(owner).pk, outcome="reached")
    facts = list(Fact.objects.filter(type__in=["goals.activated", "goals.closed"]).order_by("seq"))

    assert [done.text for done in deeds(owner, facts)] == [
        "Goal begun: More people come every week", "Goal begun: Another", "Goal closed: Another",
    ]  # fmt: skip
    assert [one.on for one in due_days(owner, LAST, LAST + timedelta(days=1))] == [LAST]
    assert [hit.title for hit in find_goals(owner, "g1")] == ["G1 More people come every week"]
    assert (deeds(stranger, facts), due_days(stranger, FIRST, LAST), find_goals(stranger, "g1")) == ([], [], [])
    assert told_goal({"goal_id": goal.pk})["goal"]["reference"] == "G1"


def draft_active(owner) -> Goal:
    return active(owner, title="Another", last_day=LAST - timedelta(days=1))


@pytest.mark.django_db
def test_other_systems_hear_of_verdicts(home, owner) -> None:
    part = active(owner).key_results.get()

    told = told_verdict({"key_result_id": part.pk, "before": "on_track", "after": "off"})

    assert (told["goal"]["reference"], told["key_result"]["after"]) == ("G1", "off")
    assert told_verdict({"key_result_id": 0, "before": "", "after": ""}) is None


@pytest.mark.django_db(transaction=True)
def test_two_check_ins_at_the_same_moment_leave_one(home, owner) -> None:
    part = active(owner, typed()).key_results.get()
    start, problems = Barrier(2), []

    def say(value: float) -> None:
        try:
            start.wait()
            check_in(actor=owner, key_result_id=part.pk, value=value)
        except Exception as problem:  # noqa: BLE001 — shown below
            problems.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=say, args=(value,)) for value in (1.0, 2.0)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (problems, CheckIn.objects.count()) == ([], 1)
    assert KeyResult.objects.get().typed == CheckIn.objects.get().value
