"""What strangers and team mates try on goals, decisions, reports, tasks and surveys, and what must hold."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from steward.foundation.journal.public import Fact
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM, catalogue, issue_token
from steward.stream.webhooks.actions.edit_endpoint import add_endpoint
from steward.stream.webhooks.tests.conftest import offered, receiver  # noqa: F401 — fixtures
from steward.stream.webhooks.tests.test_delivering import deliver, is_signed
from tests.safety.loop import NUMBER, made_loop

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}


@pytest.fixture
def api(owner):
    """A client with a token that may do whatever the owner may."""
    secret = issue_token(actor=owner, name="all", scopes=sorted(catalogue()))[1]
    return Client(headers={"authorization": f"Bearer {secret}"})


def test_goals_are_shown_to_members_and_not_to_visitors(client, client_of, stranger, owner):
    from steward.direction.goals.models import Goal

    made_loop(owner)
    Goal.objects.filter(pk=NUMBER).update(state="active", audience="members")

    assert client.get("/about/goals/").status_code == 302
    assert "Hidden goal" in client_of(stranger).get("/about/goals/").content.decode()
    Goal.objects.filter(pk=NUMBER).update(audience="team")
    assert "Hidden goal" not in client_of(stranger).get("/about/goals/").content.decode()


def test_reports_can_be_sent_held_and_released_over_json(api, owner):
    made_loop(owner)
    held = api.post(f"/api/reports/{NUMBER}/hold", {"version": 1}, **JSON)
    late = api.post(f"/api/reports/{NUMBER}/release", {"version": 1}, **JSON)
    sent = api.post(f"/api/reports/{NUMBER}/send", {"version": 2}, **JSON)

    assert (held.status_code, held.json()["state"]) == (200, "held")
    assert late.status_code == 409
    assert (sent.status_code, sent.json()["state"]) == (200, "sent")
    assert api.get(f"/api/reports/{NUMBER}/text").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("patch", f"/api/tasks/{NUMBER}", {"title": "Mine", "version": 7}),
        ("put", "/api/positioning", {"words": {"need": {"en": "Mine."}}, "reason": "r", "based_on": 7}),
        ("put", f"/api/goals/{NUMBER}?revision=7",
         {"title": "Mine", "first_day": "2026-01-01", "last_day": "2026-02-01"}),
        ("put", f"/api/goals/guardrails/{NUMBER}?revision=7", {"metric": "posts", "limit": 9}),
        ("post", f"/api/reports/{NUMBER}/send", {"version": 7}),
    ],
)  # fmt: skip
def test_who_was_overtaken_is_told_so_and_nothing_is_overwritten(api, owner, method, path, body):
    made_loop(owner)
    before = Fact.objects.count()

    answer = getattr(api, method)(path, body, **JSON)

    assert (answer.status_code, Fact.objects.count()) == (409, before)


def test_who_was_overtaken_sees_a_page_that_says_so(client_of, owner):
    from steward.team.work.models import Task

    made_loop(owner)
    Task.objects.filter(pk=NUMBER).update(version=2)
    form = {"version": "1", "title": "Mine", "priority": "2", "due_on": "2026-12-01"}
    page = client_of(owner).post(f"/console/work/tasks/{NUMBER}/edit/", form)

    assert "while you were writing" in page.content.decode()
    assert Task.objects.get(pk=NUMBER).title == "Hidden task"


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_on": "1800-01-01", "repeat": "FREQ=DAILY"}, {"due_on": "0001-01-01"}, {"due_on": "9999-12-31"},
        {"repeat": "FREQ=SECONDLY"}, {"repeat": "FREQ=DAILY;COUNT=999999999"}, {"source": "channel-task:x"},
        {"source": "channel-task:1"}, {"source_url": "javascript:alert(1)"}, {"source_url": "//evil.example/"},
        {"source_url": "https://a.example/\r\nX: y"}, {"owner_id": 2**62},
    ],
)  # fmt: skip
def test_a_task_that_could_harm_is_not_made(api, wrong):
    from steward.team.work.models import Task

    answer = api.post("/api/tasks", {"title": "Tea"} | wrong, **JSON)

    assert (answer.status_code, Task.objects.count()) == (400, 0)


def test_a_step_that_is_not_there_is_not_found(api, owner):
    made_loop(owner)

    assert api.patch(f"/api/tasks/{NUMBER}/checklist/{NUMBER + 1}", {}, **JSON).status_code == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/goals", {"title": "Ages", "first_day": "0001-01-01", "last_day": "9999-12-31"}),
        ("/api/goals", {"title": "Ages", "first_day": "2020-01-01", "last_day": "2120-01-01"}),
        ("/api/reports", {"period": "month", "since": "0001-01-01", "until": "2026-01-01"}),
        ("/api/reports", {"period": "day", "since": "2000-01-01", "until": "2026-01-01"}),
        ("/api/reports", {"period": "day", "since": "2026-01-01", "until": "9999-12-31"}),
    ],
)
def test_centuries_are_refused_before_anything_is_counted(api, path, body):
    assert api.post(path, body, **JSON).status_code == 400


def test_numbers_no_database_knows_are_refused(api, owner):
    made_loop(owner)
    body = {"metric": "posts", "target": 3, "sources": [2**70]}

    assert api.post(f"/api/goals/{NUMBER}/key-results", body, **JSON).status_code == 422
    for value in ("NaN", "Infinity", "-Infinity", "1e999"):
        text = json.dumps({"metric": "posts", "target": 0}).replace("0", value)
        answer = api.post(f"/api/goals/{NUMBER}/key-results", text, **JSON)
        assert answer.status_code in {400, 422}


def test_a_report_tells_nothing_only_some_may_see(owner, moderator):
    """Reports and Today are written by Steward itself, and read by the whole team and by people outside."""
    from steward.square.forum.contributions.deeds import TYPES, tell
    from steward.square.forum.tests.square import make_category, make_topic
    from steward.stream.insights.public import today
    from steward.team.work.actions.finish_task import finish_task
    from steward.team.work.public import make_task
    from steward.team.work.queries.offered import finished_deeds, plan

    rights = {verb: ["role:lead"] for verb in ("see", "post", "reply", "moderate")}
    make_topic(author=owner, category=make_category(key="den", rights=rights), title="Who is to be dismissed")
    make_topic(author=owner, category=make_category(key="hall"), title="What we drink")
    for title, more in (("Tell Ann she is banned", {"permission": "conduct.judge"}), ("Buy tea", {})):
        task = make_task(actor=SYSTEM, title=title, due=today(), **more)
    facts = list(Fact.objects.filter(type__in=TYPES))
    finish_task(actor=SYSTEM, task_id=task.pk)
    secret = make_task(actor=SYSTEM, title="Ban Bob", permission="conduct.judge")
    finish_task(actor=SYSTEM, task_id=secret.pk)
    said = plan(SYSTEM, today() - timedelta(days=1), today() + timedelta(days=1))

    assert [done.text for done in tell(SYSTEM, facts) if "Topic" in done.text] == ["Topic by the team: What we drink"]
    assert "banned" not in str(said)
    told = finished_deeds(SYSTEM, list(Fact.objects.filter(type="work.task_finished")))
    assert [done.text for done in told] == ["Task done: Buy tea"]


def test_a_calendar_is_closed_with_its_address_its_right_or_its_account(client, owner, moderator):
    from steward.people.access.models import Grant
    from steward.team.work.actions.keep_feed import renew_feed, revoke_feed

    first = renew_feed(actor=moderator)
    assert client.get(f"/calendar/{first}.ics").status_code == 200
    second = renew_feed(actor=moderator)
    assert client.get(f"/calendar/{first}.ics").status_code == 404
    Grant.objects.filter(account=moderator.account).delete()
    assert client.get(f"/calendar/{second}.ics").status_code == 404
    token = renew_feed(actor=owner)
    revoke_feed(actor=owner)
    assert client.get(f"/calendar/{token}.ics").status_code == 404
    token = renew_feed(actor=owner)
    type(owner.account).objects.filter(pk=owner.account_id).update(is_active=False)
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_words_of_a_task_cannot_break_out_of_the_calendar(client, owner):
    from steward.team.work.actions.keep_feed import renew_feed
    from steward.team.work.public import make_task

    make_task(actor=owner, title="a;b,c\nEND:VTODO", note="x\r\nBEGIN:VEVENT\r\nSUMMARY:evil", due=date(2026, 12, 1),
              owner_id=owner.account_id)  # fmt: skip
    lines = client.get(f"/calendar/{renew_feed(actor=owner)}.ics").content.decode().splitlines()

    assert not [line for line in lines if line.startswith("SUMMARY:evil")]
    assert [line for line in lines if line.startswith("SUMMARY:a")] == ["SUMMARY:a\\;b\\,c END:VTODO"] * 2


def test_the_clock_measures_an_effect_once(owner, home):
    from steward.direction.decisions.actions.measure_effect import measure_effect
    from steward.direction.decisions.models import Resolution

    made_loop(owner)
    day = date(2024, 3, 4)
    Resolution.objects.filter(pk=NUMBER).update(
        kind="act", expected=3.0, baseline=1.0, starts=day, due=day + timedelta(days=14)
    )
    first = measure_effect(actor=SYSTEM, resolution_id=NUMBER, value=3.0)
    with pytest.raises(NotFound):
        measure_effect(actor=SYSTEM, resolution_id=NUMBER, value=4.0)

    assert list(Resolution.objects.get().measurements.values_list("pk", flat=True)) == [first.pk]


def test_a_report_that_cannot_be_sent_holds_up_no_other(owner):
    from steward.direction.reports.actions import keep_clock
    from steward.direction.reports.models import Report, ReportPlan

    made_loop(owner)
    plan = ReportPlan.objects.get(pk=NUMBER)
    broken = Report.objects.create(
        pk=NUMBER - 1, plan=plan, period="never", style="plain", since=date(2026, 1, 1),
        until=date(2026, 1, 2), state="written", at=clock.now(), sends_at=clock.now(),
    )  # fmt: skip
    Report.objects.filter(pk=NUMBER).update(sends_at=clock.now())

    sent = keep_clock.send_due(actor=SYSTEM, now=clock.now())

    assert (sent, Report.objects.get(pk=NUMBER).state) == (1, "sent")
    broken.refresh_from_db()
    assert broken.state == "written"


def _facts(owner: Any) -> dict[str, Any]:
    """One act of each room and the event other systems hear of it by."""
    from steward.direction.goals.actions.activate import activate
    from steward.direction.positioning.actions.publish_positioning import publish_positioning
    from steward.direction.positioning.actions.write_draft import write_draft
    from steward.direction.reports.actions.send_report import send_report
    from steward.square.surveys.actions.open_survey import close_survey
    from steward.team.work.public import finish_task

    def positioned() -> None:
        write_draft(actor=owner, words={"promise": {"en": "Tea at four."}})
        publish_positioning(actor=owner, reason="We grow.")

    return {
        "task.finished": lambda: finish_task(actor=owner, task_id=NUMBER),
        "survey.closed": lambda: close_survey(actor=owner, survey_id=NUMBER),
        "goal.activated": lambda: activate(actor=owner, goal_id=NUMBER),
        "positioning.published": positioned,
        "report.sent": lambda: send_report(actor=owner, report_id=NUMBER),
        "decision.measured": lambda: _measure(owner),
    }


def _measure(owner: Any) -> None:
    from steward.direction.decisions.models import Resolution
    from steward.direction.decisions.public import measure_effect

    day = date(2024, 3, 4)  # its day is over
    Resolution.objects.filter(pk=NUMBER).update(starts=day, due=day + timedelta(days=14))
    measure_effect(actor=owner, resolution_id=NUMBER, value=3.0)


@pytest.mark.parametrize(
    "event",
    ["task.finished", "survey.closed", "goal.activated", "positioning.published", "report.sent", "decision.measured"],
)
def test_other_systems_really_hear_of_it_signed(receiver, owner, event):  # noqa: F811 — the fixture
    made_loop(owner)
    _made, secret = add_endpoint(actor=owner, url=receiver.url, name="Bot", events=[event])

    _facts(owner)[event]()
    deliver()

    (request,) = receiver.seen
    assert is_signed(request, secret)
    assert json.loads(request[3])["type"] == event


def test_forbidden_is_decided_in_the_action(owner, analyst, stranger):
    """Whatever the page shows: who may not, cannot."""
    from steward.direction.decisions.public import measure_effect
    from steward.direction.goals.actions.activate import activate
    from steward.direction.goals.actions.close import drop
    from steward.direction.positioning.actions.publish_positioning import publish_positioning
    from steward.direction.reports.actions.edit_report import discard_report
    from steward.direction.reports.actions.plan_reports import remove_plan
    from steward.square.surveys.actions.hide_comment import hide_comment
    from steward.square.surveys.actions.open_survey import close_survey
    from steward.team.work.public import finish_task

    made_loop(owner)
    before = Fact.objects.count()
    for actor, act in (
        (analyst, lambda who: activate(actor=who, goal_id=NUMBER)),
        (analyst, lambda who: drop(actor=who, goal_id=NUMBER, reason="x")),
        (analyst, lambda who: publish_positioning(actor=who, reason="x")),
        (analyst, lambda who: remove_plan(actor=who, plan_id=NUMBER)),
        (analyst, lambda who: hide_comment(actor=who, answer_id=NUMBER)),
        (analyst, lambda who: close_survey(actor=who, survey_id=NUMBER)),
        (stranger, lambda who: finish_task(actor=who, task_id=NUMBER)),
        (stranger, lambda who: discard_report(actor=who, report_id=NUMBER, version=1)),
        (stranger, lambda who: measure_effect(actor=who, resolution_id=NUMBER, value=1.0)),
    ):
        with pytest.raises(Forbidden):
            act(actor)

    assert Fact.objects.count() == before


def test_repeating_since_a_generation_is_reckoned_at_once():
    from steward.team.work.rules.repeating import current_turn

    today = date(2026, 11, 23)
    daily = current_turn("FREQ=DAILY", date(1990, 1, 1), date(1990, 1, 1), today)
    never = current_turn("FREQ=WEEKLY;BYDAY=SU", date(1990, 1, 7), date(1990, 1, 7), today, workdays="only")
    decade = current_turn("FREQ=YEARLY;INTERVAL=10", date(1990, 3, 1), date(1990, 3, 1), today)

    assert (daily, never, decade) == (today, None, date(2020, 3, 1))


def test_a_definition_takes_no_number_that_is_none(owner):
    from steward.stream.insights.actions.change_definition import change_definition

    with pytest.raises(Invalid):
        change_definition(actor=owner, key="floor", values={"members": float("nan")}, reason="x")


def test_ids_no_database_knows_choose_nothing(client_of, owner):
    made_loop(owner)
    desk, far = client_of(owner), "9" * 23

    assert desk.get(f"/console/work/board/?owner={far}").status_code == 200
    assert desk.post("/console/work/tasks/bulk/finish/", {"rows": [far, "²"]}).status_code == 302
    assert desk.post("/console/goals/work/assign/", {"work": [f"task:{far}"], "goal": str(NUMBER)}).status_code == 302
    form = {"version": "²", "place-" + str(NUMBER): "²"}
    assert desk.post(f"/console/reports/{NUMBER}/edit/", form).status_code in {302, 409}
