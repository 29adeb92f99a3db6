"""What tasks have to do with the rest of the house: conduct, notifications, my work, calendars, the API."""

import json
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from click.testing import CliRunner
from django.test import Client

from steward.care.conduct.actions.do_task import do_task
from steward.care.conduct.actions.judge import judge
from steward.care.conduct.actions.open_case import Reason, open_case
from steward.care.conduct.actions.overturn import overturn
from steward.care.conduct.models import ChannelTask, Sanction
from steward.care.conduct.tests.courtroom import finding, found_a_code
from steward.foundation.journal.public import Fact
from steward.foundation.kernel import clock, registry
from steward.foundation.kernel.contracts import WorkItem, WorkSource
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import Forbidden
from steward.foundation.proposals.models import Proposal
from steward.people.access.public import SYSTEM, issue_token
from steward.people.joining.public import ensure_identity
from steward.people.members.public import Identity, Member
from steward.people.notify.models import Notification
from steward.stream.activity.models import Activity, Channel, Source
from steward.team.work.actions.comment_task import comment_task
from steward.team.work.actions.finish_task import finish_task, reopen_task
from steward.team.work.actions.forget import detach_tasks, erase_tasks
from steward.team.work.actions.keep_channel_tasks import keep_channel_tasks
from steward.team.work.actions.keep_feed import renew_feed, revoke_feed
from steward.team.work.actions.make_task import make_task
from steward.team.work.actions.remind import remind
from steward.team.work.actions.repeat import repeat
from steward.team.work.commands.tasks import tasks as command
from steward.team.work.models import CalendarFeed, Task, TaskComment
from steward.team.work.queries.my_work import my_work
from steward.team.work.queries.offered import finished_deeds, plan
from steward.team.work.queries.personal import personal_tasks
from steward.team.work.queries.tasks import tasks_for
from steward.team.work.tests.people import team_mate

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # ten in the morning in Shanghai


@pytest.fixture
def message(db):
    """A message on a channel where Steward cannot act."""
    found_a_code()
    source = Source.objects.create(name="Discord", service="discord", realm="x")
    channel = Channel.objects.create(source=source, key="1", name="general", kind="chat")
    member = Member.objects.create(name="Dora")
    identity = Identity.objects.create(
        member=member, home=member, service="discord", realm="x", account_id="9", name="Dora"
    )
    return Activity.objects.create(
        seq=1, source=source, channel=channel, key="m1", kind="post", occurred_at=clock.now(), identity=identity,
        body="watches, cheap", url="https://discord.example/1",
    )  # fmt: skip


def judged(actor, message):
    case, _signal = open_case(actor=SYSTEM, kind="activity", subject_id=message.pk, reason=Reason("rule", "ad"))
    return judge(actor=actor, case_id=case.pk, finding=finding("mute"))


def test_what_conduct_asks_for_is_a_task_and_both_ends_stay_in_step(
    moderator, analyst, owner, message, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        judgement = judged(moderator, message)
    tasks = list(tasks_for(moderator).order_by("pk"))
    asked = list(ChannelTask.objects.order_by("pk"))
    hidden = tasks_for(analyst).count()

    finish_task(actor=moderator, task_id=tasks[0].pk)
    asked[0].refresh_from_db()
    done, effective = asked[0].done_by_id, Sanction.objects.get().effective_at
    reopen_task(actor=moderator, task_id=tasks[0].pk)
    asked[0].refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        do_task(actor=moderator, task_id=asked[1].pk)
    tasks[1].refresh_from_db()
    there = (tasks[1].state, tasks[1].finished_by_id)
    with django_capture_on_commit_callbacks(execute=True):
        overturn(actor=owner, judgement_id=judgement.pk, reason="A joke.")

    assert [(task.permission, len(task.words)) for task in tasks] == [("conduct.judge", 2)] * 2
    assert (hidden, done, effective is None, asked[0].done_at) == (0, moderator.own_id, False, None)
    assert there == ("done", moderator.own_id)
    assert sorted(Task.objects.values_list("state", flat=True)) == ["done", "dropped", "todo"]
    assert "A joke." in Task.objects.get(state="todo").words[0]


def test_what_was_missed_is_found_again(moderator, message) -> None:
    judged(moderator, message)
    before = Task.objects.count()

    assert (before, keep_channel_tasks(actor=SYSTEM), keep_channel_tasks(actor=SYSTEM)) == (0, 2, 0)
    ChannelTask.objects.all().delete()
    assert keep_channel_tasks(actor=SYSTEM) == 2
    assert set(Task.objects.values_list("state", flat=True)) == {"dropped"}


def test_people_are_told_what_is_theirs(moderator, analyst, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        task = make_task(actor=moderator, title="x", owner_id=analyst.own_id)
        comment_task(actor=team_mate("李雷"), task_id=task.pk, text="See @modi, and not@anna")

    told = set(Notification.objects.values_list("kind", "account_id"))
    assert told == {
        ("work.assigned", analyst.own_id), ("work.mentioned", moderator.own_id), ("work.commented", analyst.own_id),
    }  # fmt: skip


def test_reminders_come_once_and_not_on_days_off(analyst) -> None:
    saturday = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
    task = make_task(
        actor=analyst, title="x", owner_id=analyst.own_id, due=date(2026, 11, 26), now=WEDNESDAY - timedelta(days=3)
    )
    monday = make_task(actor=analyst, title="y", owner_id=analyst.own_id, due=date(2026, 11, 30), now=WEDNESDAY)
    told = [remind(actor=SYSTEM, now=at) for at in (WEDNESDAY, WEDNESDAY, saturday, saturday + timedelta(days=2))]

    assert told == [1, 0, 1, 1]
    assert monday.remind_at == datetime(2026, 11, 27, 1, 0, tzinfo=UTC)  # Friday at nine for Monday
    assert list(Notification.objects.order_by("pk").values_list("kind", "subject")) == [
        ("work.due_soon", f"task:{task.pk}"), ("work.due_soon", f"task:{monday.pk}"),
        ("work.overdue", f"task:{task.pk}"),
    ]  # fmt: skip


def test_a_task_that_repeats_has_one_next_turn(moderator) -> None:
    first = make_task(
        actor=moderator, title="x", due=date(2026, 11, 25), repeat="FREQ=DAILY", workdays="only", checklist=["a"],
        labels=["l"], now=WEDNESDAY,
    )  # fmt: skip
    early = repeat(actor=SYSTEM, now=WEDNESDAY)
    come = [repeat(actor=SYSTEM, now=WEDNESDAY + timedelta(days=5)) for _ in range(2)]
    finish_task(actor=moderator, task_id=first.pk, now=WEDNESDAY + timedelta(days=5))

    second = Task.objects.get(previous=first)
    assert (early, come, second.due_on) == (0, [1, 0], date(2026, 11, 30))
    assert ([item.text for item in second.checklist.all()], second.labels.get().name) == (["a"], "l")


def test_my_work_puts_the_pressing_first_and_survives_a_broken_room(moderator, analyst) -> None:
    now = clock.now()
    make_task(actor=moderator, title="late", owner_id=moderator.own_id, due=now - timedelta(days=1))
    make_task(actor=moderator, title="soon", owner_id=moderator.own_id, due=now + timedelta(days=1))
    make_task(actor=moderator, title="mine", helpers=[moderator.own_id], owner_id=analyst.own_id)
    make_task(actor=moderator, title="free")
    broken = WorkSource("broken", "Broken", "x", "", lambda _viewer: [WorkItem()])  # type: ignore[call-arg]
    registry.contribute("my-work", broken)
    try:
        found = [(group.key, [entry.item.title for entry in group.entries]) for group in my_work(moderator)]
    finally:
        registry._items["my-work"].remove(broken)

    assert found == [("late", ["late"]), ("soon", ["soon"]), ("mine", ["mine"]), ("team", ["free"])]


def test_open_proposals_wait_with_their_page(moderator, analyst) -> None:
    for number in range(3):
        Proposal.objects.create(kind="members.merge", key=str(number), score=1, made_by="rule", made_at=clock.now())

    found = {who: [entry.item for group in my_work(who) for entry in group.entries] for who in (moderator, analyst)}

    assert [(item.count, item.url) for item in found[moderator]] == [(3, "/console/members/proposals/")]
    assert found[analyst] == []


def test_every_source_of_work_makes_a_constant_number_of_queries(moderator, owner, queries_of, message) -> None:
    for number in (1, 2):
        make_task(actor=moderator, title=str(number), owner_id=owner.own_id)
        make_task(actor=moderator, title=str(number))
    open_case(actor=SYSTEM, kind="activity", subject_id=message.pk, reason=Reason("rule", "ad"))
    before = {source.key: queries_of(lambda: source.find(owner)) for source in items("my-work")}  # noqa: B023
    for number in range(3):
        make_task(actor=moderator, title=str(number), owner_id=owner.own_id)
        make_task(actor=moderator, title=str(number))

    after = {source.key: queries_of(lambda: source.find(owner)) for source in items("my-work")}  # noqa: B023
    assert after == before


def test_a_calendar_is_read_at_its_secret_address(moderator, analyst, client_of) -> None:
    make_task(
        actor=moderator,
        title="写，欢迎;帖\\",
        owner_id=moderator.own_id,
        due=clock.now() + timedelta(days=2),
        priority=4,
    )
    whole = make_task(actor=moderator, title="Day", owner_id=analyst.own_id, due=clock.now().date() + timedelta(days=3))
    make_task(actor=moderator, title="secret", permission="access.manage", due=clock.now().date())
    token = renew_feed(actor=moderator)
    outside = Client()

    answer = outside.get(f"/calendar/{token}.ics")
    again = outside.get(f"/calendar/{token}.ics", headers={"If-None-Match": answer["ETag"]})
    other = renew_feed(actor=moderator)
    old, unknown = (outside.get(f"/calendar/{one}.ics").status_code for one in (token, "x" * 43))
    works = outside.get(f"/calendar/{other}.ics").status_code
    revoke_feed(actor=moderator)

    parsed = icalendar.Calendar.from_ical(answer.content)
    events = {str(event["summary"]): event for event in parsed.walk("VEVENT")}
    [todo] = parsed.walk("VTODO")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert set(events) == {"写，欢迎;帖\\", "Day"}
    assert (events["Day"]["dtstart"].dt, events["Day"]["dtend"].dt - timedelta(days=1)) == (whole.due_on, whole.due_on)
    assert (str(todo["summary"]), todo["priority"], str(todo["status"])) == ("写，欢迎;帖\\", 1, "NEEDS-ACTION")
    assert (again.status_code, again.content, "Last-Modified" in answer) == (304, b"", True)
    assert (old, unknown, works, outside.get(f"/calendar/{other}.ics").status_code) == (404, 404, 200, 404)


def test_a_calendar_shows_nothing_to_who_left_the_team(moderator, stranger) -> None:
    token = renew_feed(actor=moderator)
    moderator.account.grants.all().delete()
    with pytest.raises(Forbidden):
        renew_feed(actor=stranger)

    assert Client().get(f"/calendar/{token}.ics").status_code == 404
    assert CalendarFeed.objects.count() == 1


def test_a_calendar_is_not_read_without_end(moderator) -> None:
    address = f"/calendar/{renew_feed(actor=moderator)}.ics"

    codes = [Client().get(address).status_code for _ in range(22)]
    assert (codes.count(200), codes[-1]) == (20, 429)


def test_the_api_makes_changes_finishes_and_lists(moderator, stranger, client_of) -> None:
    client = client_of(moderator)

    def send(method: str, path: str, **body) -> tuple[int, dict]:
        answer = getattr(client, method)(f"/api{path}", json.dumps(body), content_type="application/json")
        return answer.status_code, answer.json() if answer.content else {}

    status, made = send(
        "post", "/tasks", title="x", due_on="2026-12-01", due_time="10:00", checklist=["a"], priority="high"
    )
    quick = send("post", "/tasks", line="Call @modi 2026-12-24 #b")[1]
    changed = send("patch", f"/tasks/{made['id']}", version=1, title="y", labels=["b"])[1]
    late = send("patch", f"/tasks/{made['id']}", version=1, title="z")
    step = send("patch", f"/tasks/{made['id']}/checklist/{made['checklist'][0]['id']}", done=True)[1]
    said = send("post", f"/tasks/{made['id']}/comments", text="hi")[1]
    gone = send("delete", f"/task-comments/{said['id']}")[0]
    finished = send("post", f"/tasks/{made['id']}/finish")[1]
    listed = client.get("/api/tasks?owner=me&label=b&limit=1").json()
    everything = client.get("/api/tasks?state=all&limit=1").json()

    assert (status, made["due_time"], made["priority"], quick["owner_id"]) == (
        201,
        "10:00:00",
        "high",
        moderator.own_id,
    )
    assert (changed["title"], changed["version"], late[0]) == ("y", 2, 409)
    assert (step["done_by_id"], gone, finished["state"]) == (moderator.own_id, 204, "done")
    assert ([row["id"] for row in listed["items"]], everything["next"]) == ([quick["id"]], quick["id"])
    assert client_of(stranger).get("/api/tasks").status_code == 403
    assert Client().get("/api/tasks").status_code == 401


def test_the_command_line_lists_adds_and_finishes(moderator) -> None:
    run = CliRunner()
    made = json.loads(run.invoke(command, ["add", "Call 2026-12-24 @modi", "--json"]).output)[0]
    listed = run.invoke(command, ["--as", "modi@example.org"]).output
    done = run.invoke(command, ["done", str(made["id"])])

    assert (made["title"], made["owner_id"], "Call" in listed) == ("Call", moderator.own_id, True)
    assert (done.output, Task.objects.get().state) == ("Done.\n", "done")
    assert run.invoke(command, ["done", "999"]).exit_code == 1


def test_reports_and_explanations_hear_of_tasks(moderator, stranger) -> None:
    late = make_task(
        actor=moderator, title="late", due=WEDNESDAY - timedelta(days=2), now=WEDNESDAY - timedelta(days=9)
    )
    done = make_task(actor=moderator, title="done", priority=4, now=WEDNESDAY)
    finish_task(actor=moderator, task_id=done.pk, now=WEDNESDAY)
    decided = make_task(actor=moderator, title="decided", source="decision:1", now=WEDNESDAY)
    make_task(actor=moderator, title="some day", now=WEDNESDAY)

    passage = plan(moderator, date(2026, 11, 23), date(2026, 11, 30))
    deeds = finished_deeds(moderator, list(Fact.objects.filter(type="work.task_finished")))

    assert passage.sentences == ("1 task was done.", "1 task is late.")
    assert [row[0] for row in passage.rows] == [late.title, decided.title]
    assert [(deed.text, deed.weight) for deed in deeds] == [("Task done: done", 1.5)]
    assert plan(stranger, date(2026, 11, 23), date(2026, 11, 30)) is None


def test_a_member_takes_their_data_home_and_leaves_the_tasks(moderator, analyst) -> None:
    task = make_task(actor=moderator, title="x", owner_id=moderator.own_id, helpers=[moderator.own_id])
    comment_task(actor=moderator, task_id=task.pk, text="mine")
    comment_task(actor=analyst, task_id=task.pk, text="theirs")
    renew_feed(actor=moderator)
    member = ensure_identity(moderator.account).member_id
    exported = personal_tasks(member)

    detach_tasks(member)
    kept = TaskComment.objects.count()
    erase_tasks(member)

    task.refresh_from_db()
    assert (exported["tasks"][0]["title"], exported["comments"][0]["source"]) == ("x", "mine")
    assert (task.owner_id, task.maker_id, task.helpers.count(), kept, CalendarFeed.objects.count()) == (
        None,
        None,
        0,
        2,
        0,
    )


def test_a_token_without_the_scope_reaches_no_tasks(owner) -> None:
    _row, secret = issue_token(actor=owner, name="t", scopes=["members.view"])

    answer = Client().get("/api/tasks", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 403
