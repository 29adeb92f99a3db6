"""Tasks: making, changing, finishing, taking back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from steward.foundation.journal.public import Decision, Fact
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound
from steward.people.access.public import SYSTEM
from steward.square.forum.tests.square import make_category
from steward.team.work.actions.assign_task import assign_task, take_task
from steward.team.work.actions.change_many import change_many, undo_change
from steward.team.work.actions.comment_task import comment_task
from steward.team.work.actions.drop_task import drop_task
from steward.team.work.actions.edit_task import edit_task
from steward.team.work.actions.finish_task import finish_task, reopen_task
from steward.team.work.actions.keep_checklist import add_items, order_items, remove_item, rename_item, tick
from steward.team.work.actions.make_task import make_task
from steward.team.work.actions.move_task import move_task
from steward.team.work.errors import Overtaken
from steward.team.work.events import TaskCommented
from steward.team.work.models import ChecklistItem, Task, TaskLabel
from steward.team.work.queries.tasks import tasks_for, tasks_of
from steward.team.work.tests.people import team_mate

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def task(moderator):
    make_task(actor=moderator, title="Something else", now=NOW)
    return make_task(actor=moderator, title="  Write the\nwelcome post ", now=NOW)


def facts(task: Task) -> list[str]:
    rows = Fact.objects.filter(subject=f"task:{task.pk}").order_by("seq")
    return [kind.removeprefix("work.task_") for kind in rows.values_list("type", flat=True)]


def test_a_task_keeps_everything_it_was_made_with(moderator, analyst) -> None:
    made = make_task(
        actor=moderator, title="Ask 李雷", source="decision:12", source_url="/console/decisions/12/",
        due=date(2026, 12, 1),
        owner_id=analyst.own_id, note="**重要：**请看", checklist=["one", " ", "two"], labels=["#b", "a", "a"],
        helpers=[moderator.own_id], priority=3, now=NOW,
    )  # fmt: skip

    made.refresh_from_db()
    assert (made.state, made.priority, made.owner_id, made.maker_id) == ("todo", 3, analyst.own_id, moderator.own_id)
    assert made.html == "<p><strong>重要：</strong>请看</p>\n"
    assert [label.name for label in made.labels.all()] == ["a", "b"]
    assert [item.text for item in made.checklist.all()] == ["one", "two"]
    assert made.due_at == datetime(2026, 12, 1, 15, 59, 59, tzinfo=UTC)  # the end of the day in Shanghai
    assert [found.pk for found in tasks_of("decision:12")] == [made.pk]
    assert facts(made) == ["made", "assigned"]


@pytest.mark.parametrize("given", [{"title": " "}, {"title": "x" * 201}, {"title": "x", "labels": ["y" * 41]}])
def test_what_cannot_be_a_task_is_not_made(moderator, given) -> None:
    with pytest.raises(Invalid):
        make_task(actor=moderator, now=NOW, **given)

    assert not Task.objects.exists()


def test_nobody_outside_the_team_is_asked_or_asks(moderator, stranger) -> None:
    with pytest.raises(Invalid):
        make_task(actor=moderator, title="x", owner_id=stranger.own_id)
    with pytest.raises(Forbidden):
        make_task(actor=stranger, title="x")
    with pytest.raises(Forbidden):
        tasks_for(stranger)

    assert (Task.objects.count(), Fact.objects.count()) == (0, 0)


def test_a_key_makes_a_task_once(moderator) -> None:
    first = make_task(actor=SYSTEM, title="x", key="k:1")

    assert make_task(actor=moderator, title="y", key="k:1").pk == first.pk
    assert Task.objects.get().title == "x"


def test_what_only_some_may_see_is_not_there_for_others(moderator, analyst) -> None:
    hidden = make_task(actor=moderator, title="x", permission="conduct.judge")

    assert [tasks_for(who).filter(pk=hidden.pk).count() for who in (moderator, analyst)] == [1, 0]
    with pytest.raises(NotFound):
        finish_task(actor=analyst, task_id=hidden.pk)
    with pytest.raises(Invalid):
        assign_task(actor=moderator, task_id=hidden.pk, owner_id=analyst.own_id)
    hidden.refresh_from_db()
    assert (hidden.state, hidden.owner_id) == ("todo", None)


def test_finishing_and_opening_again_are_told_once(moderator, task) -> None:
    done = finish_task(actor=moderator, task_id=task.pk, now=NOW)
    again = finish_task(actor=moderator, task_id=task.pk, now=NOW)
    task.refresh_from_db()
    finished = (task.state, task.finished_at, task.finished_by_id)
    reopen_task(actor=moderator, task_id=task.pk)

    task.refresh_from_db()
    assert (done is None, again, finished) == (False, None, ("done", NOW, moderator.own_id))
    assert (task.state, task.finished_at, task.finished_by_id) == ("todo", None, None)
    assert facts(task) == ["made", "finished", "reopened"]


def test_who_was_quicker_has_the_task(moderator, analyst, task) -> None:
    take_task(actor=analyst, task_id=task.pk)
    with pytest.raises(Invalid):
        take_task(actor=moderator, task_id=task.pk)

    task.refresh_from_db()
    assert task.owner_id == analyst.own_id


def test_two_who_edit_do_not_overwrite_each_other(moderator, analyst, task) -> None:
    edit_task(actor=moderator, task_id=task.pk, version=1, title="A")
    with pytest.raises(Overtaken):
        edit_task(actor=analyst, task_id=task.pk, version=1, title="B", note="mine")

    task.refresh_from_db()
    assert (task.title, task.note, task.version) == ("A", "", 2)


def test_moving_a_card_does_not_disturb_who_is_editing(moderator, task) -> None:
    move_task(actor=moderator, task_id=task.pk, state="waiting", waiting_for="the  designer")
    edit_task(actor=moderator, task_id=task.pk, version=1, priority=4)

    task.refresh_from_db()
    assert (task.state, task.waiting_for, task.priority) == ("waiting", "the designer", 4)


def test_what_it_waits_for_goes_when_it_waits_no_more(moderator, task) -> None:
    move_task(actor=moderator, task_id=task.pk, state="waiting", waiting_for="rain")
    undo = move_task(actor=moderator, task_id=task.pk, state="doing")
    gone = Task.objects.get(pk=task.pk).waiting_for
    undo_change(actor=moderator, decision_id=undo.pk)

    task.refresh_from_db()
    assert (gone, task.state, task.waiting_for) == ("", "waiting", "rain")


def test_only_maker_owner_and_leads_drop(moderator, analyst, owner, task) -> None:
    with pytest.raises(Forbidden):
        drop_task(actor=analyst, task_id=task.pk)
    with pytest.raises(Forbidden):
        change_many(actor=analyst, ids=[task.pk], state="dropped")
    task.refresh_from_db()
    kept = task.state
    drop_task(actor=team_mate("Lead", "lead"), task_id=task.pk, now=NOW)

    task.refresh_from_db()
    assert (kept, task.state, task.finished_at) == ("todo", "dropped", NOW)


def test_every_change_can_be_taken_back(moderator, analyst, task) -> None:
    before = snapshot(task)
    edit = edit_task(
        actor=moderator, task_id=task.pk, title="Other", note="n", labels=["l"], helpers=[analyst.own_id],
        due_on=date(2026, 12, 1), repeat="FREQ=WEEKLY", priority=1,
    )  # fmt: skip
    assign = assign_task(actor=moderator, task_id=task.pk, owner_id=analyst.own_id)
    done = finish_task(actor=moderator, task_id=task.pk)

    for decision in (done, assign, edit):
        assert undo_change(actor=moderator, decision_id=decision.pk) == 1

    assert snapshot(task) == before
    assert Task.objects.count() == 2  # the next turn is gone too


def snapshot(task: Task) -> tuple:
    task = Task.objects.get(pk=task.pk)
    names = ("title", "note", "html", "state", "owner_id", "due_on", "due_at", "repeat", "repeat_from", "priority")
    return (
        *(getattr(task, name) for name in names), sorted(task.labels.values_list("name", flat=True)),
        sorted(task.helpers.values_list("pk", flat=True)), task.finished_at,
    )  # fmt: skip


def test_what_somebody_changed_since_is_not_taken_back(moderator, analyst, task) -> None:
    first = edit_task(actor=moderator, task_id=task.pk, title="Mine")
    edit_task(actor=analyst, task_id=task.pk, title="Theirs")

    with pytest.raises(Invalid):
        undo_change(actor=moderator, decision_id=first.pk)
    with pytest.raises(NotFound):
        undo_change(actor=analyst, decision_id=first.pk)

    task.refresh_from_db()
    assert (task.title, Decision.objects.get(pk=first.pk).undone_at) == ("Theirs", None)


def test_many_are_changed_and_taken_back_together(moderator, analyst, task) -> None:
    others = [make_task(actor=moderator, title=str(number), labels=["old"]) for number in range(3)]
    ids = [task.pk, *(other.pk for other in others)]
    decision = change_many(
        actor=moderator, ids=ids, owner_id=analyst.own_id, due_on=date(2026, 12, 1), add_label="new", drop_label="old"
    )
    changed = set(TaskLabel.objects.values_list("name", flat=True))
    edit_task(actor=analyst, task_id=others[0].pk, due_on=date(2027, 1, 1))

    assert changed == {"new"}
    assert undo_change(actor=moderator, decision_id=decision.pk) == 3
    assert sorted(Task.objects.filter(pk__in=ids).exclude(owner=None).values_list("pk", flat=True)) == [others[0].pk]
    assert TaskLabel.objects.filter(name="old").count() == 2


def test_a_checklist_is_kept_in_its_order(moderator, stranger, task) -> None:
    one, two, three = add_items(actor=moderator, task_id=task.pk, texts=["one", "two", "three"])
    order_items(actor=moderator, task_id=task.pk, ids=[three.pk, one.pk])
    rename_item(actor=moderator, task_id=task.pk, item_id=two.pk, text="zwei")
    ticked = [tick(actor=moderator, task_id=task.pk, item_id=one.pk, now=NOW) for _ in range(2)]
    with pytest.raises(Forbidden):
        tick(actor=stranger, task_id=task.pk, item_id=two.pk)
    remove_item(actor=moderator, task_id=task.pk, item_id=three.pk)

    rows = [(row.text, row.done_at, row.done_by_id) for row in ChecklistItem.objects.all()]
    assert (ticked, rows) == ([True, False], [("one", NOW, moderator.own_id), ("zwei", None, None)])


def test_a_checklist_of_another_task_is_not_reached(moderator, task) -> None:
    other = make_task(actor=moderator, title="other", checklist=["x"])
    with pytest.raises(NotFound):
        tick(actor=moderator, task_id=task.pk, item_id=other.checklist.get().pk)

    assert ChecklistItem.objects.get().done_at is None


def test_a_moment_is_kept_in_the_time_of_the_community(moderator) -> None:
    made = make_task(actor=moderator, title="x", due=datetime(2026, 12, 1, 20, 30, tzinfo=UTC), now=NOW)

    assert (made.due_on, str(made.due_time), made.due_at) == (
        date(2026, 12, 2), "04:30:00", datetime(2026, 12, 1, 20, 30, tzinfo=UTC),
    )  # fmt: skip
    assert not made.is_late(made.due_at)
    assert made.is_late(made.due_at + timedelta(seconds=1))


def test_who_is_shut_out_of_a_place_is_neither_given_its_tasks_nor_named_in_them(owner, moderator, analyst) -> None:
    place = f"category:{make_category(rights={'moderate': ['role:lead', 'role:owner']}).pk}"
    secret = make_task(actor=SYSTEM, title="Between us", place=place, owner_id=owner.account_id)
    plain = make_task(actor=SYSTEM, title="For all")

    with pytest.raises(Invalid):
        assign_task(actor=owner, task_id=secret.pk, owner_id=moderator.account_id)
    for task in (secret, plain):
        comment_task(actor=owner, task_id=task.pk, text=f"@{moderator.account.display_name} look")

    secret.refresh_from_db()
    assert secret.owner_id == owner.account_id
    told = Fact.objects.filter(type=TaskCommented.type).order_by("seq").values_list("data", flat=True)
    assert [fact["mentioned"] for fact in told] == [[], [moderator.account_id]]
