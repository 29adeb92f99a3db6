"""The pages of work."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from steward.foundation.kernel import clock
from steward.team.work.actions.comment_task import comment_task
from steward.team.work.actions.finish_task import finish_task
from steward.team.work.actions.make_task import make_task
from steward.team.work.actions.move_task import move_task
from steward.team.work.models import Task, TaskComment
from steward.team.work.tests.people import team_mate

pytestmark = pytest.mark.django_db
PAGES = tuple(f"/console/work/{name}" for name in ("", "tasks/", "board/", "calendar/", "new/"))


def furnish(actor, helper, number: int) -> Task:
    """A task with a bit of everything."""
    task = make_task(
        actor=actor, title=f"Task {number}", owner_id=actor.own_id, due=clock.now() + timedelta(days=number - 2),
        labels=["a", f"l{number}"], checklist=["one", "two"], helpers=[helper.own_id], note="**n**", priority=3,
        source=f"decision:{number}", source_url="/x/", source_title="Decision", repeat="FREQ=WEEKLY",
        words=["copy", "复制"],
    )  # fmt: skip
    make_task(actor=actor, title=f"Free {number}")
    comment_task(actor=helper, task_id=task.pk, text=f"About {number}")
    move_task(actor=actor, task_id=make_task(actor=actor, title="w").pk, state="waiting", waiting_for="rain")
    finish_task(actor=actor, task_id=make_task(actor=actor, title="d").pk)
    return task


def test_pages_make_as_many_queries_for_three_as_for_one(moderator, analyst, client_of, queries_of) -> None:
    client, first = client_of(moderator), furnish(moderator, analyst, 1)
    addresses = [*PAGES, f"/console/work/tasks/{first.pk}/", f"/console/work/tasks/{first.pk}/edit/"]
    make_task(actor=moderator, title="second free one")

    def counts() -> list[int]:
        return [queries_of(lambda: client.get(address)) for address in addresses]  # noqa: B023

    before = counts()
    for number in (2, 3):
        furnish(moderator, analyst, number)
        comment_task(actor=moderator, task_id=first.pk, text="more")

    assert counts() == before
    assert max(before) < 45


def test_the_card_of_a_task_shows_its_day_and_no_row_for_what_it_lacks(moderator, client_of) -> None:
    for title, more in (("with", {"due": clock.now(), "labels": ["a"]}), ("without", {})):
        make_task(actor=moderator, title=title, owner_id=moderator.own_id, **more)

    page = client_of(moderator).get("/console/work/tasks/").content.decode()

    cells = re.findall(r'<td class="([^"]*)" data-label="(Due|Labels)"', page)
    assert sorted((label, "blank" in classes) for classes, label in cells) == [
        ("Due", False), ("Due", True), ("Labels", False), ("Labels", True),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_are_drawn_in_both_languages(moderator, analyst, client_of, language) -> None:
    client, task = client_of(moderator), furnish(moderator, analyst, 1)
    client.cookies["language"] = language
    there = f"/console/work/tasks/{task.pk}/"
    addresses = [*PAGES, there, f"{there}edit/", "/account/calendar/"]

    assert [client.get(address).status_code for address in addresses] == [200] * 8


def test_a_member_of_the_portal_sees_no_tasks(moderator, analyst, stranger, client_of) -> None:
    task, before = furnish(moderator, analyst, 1), list(Task.objects.order_by("pk").values())
    there = f"/console/work/tasks/{task.pk}/"
    addresses = [*PAGES, there, "/account/calendar/", f"{there}edit/"]
    client = client_of(stranger)

    assert {client.get(address).status_code for address in addresses} == {403}
    posts = ["finish", "take", "leave", "drop", "move", "checklist", "comments"]
    answers = [client.post(f"/console/work/tasks/{task.pk}/{act}/", {"state": "done", "text": "x"}) for act in posts]
    assert {answer.status_code for answer in answers} == {403}
    assert list(Task.objects.order_by("pk").values()) == before
    assert {Client().get(address).status_code for address in PAGES} == {302}
    assert "/account/calendar/" not in client.get("/account/").content.decode()


def test_a_line_is_shown_as_it_was_understood_before_it_is_saved(moderator, client_of) -> None:
    client, line = client_of(moderator), "Write the welcome post @modi 明天 #welcome !high"

    first = client.post("/console/work/new/", {"line": line})
    seen = re.search(r'name="seen" value="([^"]*)"', first.content.decode())[1]
    before = Task.objects.count()
    second = client.post("/console/work/new/", {"line": line, "seen": seen})

    task = Task.objects.get()
    assert (first.status_code, before, second.status_code) == (200, 0, 302)
    assert (task.title, task.owner_id, task.priority) == ("Write the welcome post", moderator.own_id, 3)
    assert [label.name for label in task.labels.all()] == ["welcome"]


def test_a_line_can_be_the_work_of_something_the_writer_may_see(moderator, client_of) -> None:
    client, first = client_of(moderator), make_task(actor=moderator, title="The first one")
    source = f"task:{first.pk}"

    page = client.get("/console/work/new/", {"source": source}).content.decode()
    client.post("/console/work/new/", {"line": "What follows", "seen": "What follows", "source": source})
    client.post("/console/work/new/", {"line": "Of nothing", "seen": "Of nothing", "source": "task:99999999"})

    made, alone = Task.objects.get(title="What follows"), Task.objects.get(title="Of nothing")
    assert (f'value="{source}"' in page, "The first one" in page) == (True, True)
    assert (made.source, made.source_title) == (source, "The first one")
    assert made.source_url == f"/console/work/tasks/{first.pk}/"
    assert (alone.source, alone.source_url) == ("", "")


def test_what_was_understood_comes_as_a_fragment(moderator, client_of) -> None:
    page = client_of(moderator).get("/console/work/new/understood/", {"line": "Call @nobody #a"}).content.decode()

    assert ("<html" in page, "#a" in page, "nobody" in page) == (False, True, True)


def test_a_card_is_moved_without_javascript_and_taken_back(moderator, client_of) -> None:
    client, task = client_of(moderator), make_task(actor=moderator, title="x")
    there = f"/console/work/tasks/{task.pk}/move/"

    moved = client.post(f"{there}?owner=me", {"state": "doing", "under": ""})
    board = client.get(moved.url).content.decode()
    undo = re.search(r'action="(/console/work/undo/\d+/)"', board)[1]
    state = Task.objects.get().state
    client.post(undo)

    assert (moved.url, state, Task.objects.get().state) == ("/console/work/board/?owner=me", "doing", "todo")


def test_to_htmx_the_board_comes_back_alone(moderator, client_of) -> None:
    client, task = client_of(moderator), make_task(actor=moderator, title="x")
    headers = {"HX-Request": "true", "HX-Target": "board"}

    answer = client.post(f"/console/work/tasks/{task.pk}/move/", {"state": "done"}, headers=headers).content.decode()

    assert ("<html" in answer, 'id="board"' in answer) == (False, True)


def test_the_board_shows_what_is_chosen(moderator, analyst, client_of) -> None:
    make_task(actor=moderator, title="Mine", owner_id=moderator.own_id, labels=["red"])
    make_task(actor=moderator, title="Theirs", owner_id=analyst.own_id, source="decision:1")
    make_task(actor=moderator, title="Helped", owner_id=analyst.own_id, helpers=[moderator.own_id])
    client = client_of(moderator)

    def titles(query: str) -> set[str]:
        page = client.get(f"/console/work/board/{query}").content.decode()
        return {title for title in ("Mine", "Theirs", "Helped") if f'aria-label="{title}"' in page}

    assert [titles(q) for q in ("", "?owner=me", "?label=red", "?source=decision:", f"?owner={analyst.own_id}")] == [
        {"Mine", "Theirs", "Helped"}, {"Mine", "Helped"}, {"Mine"}, {"Theirs"}, {"Theirs", "Helped"},
    ]  # fmt: skip


def test_many_are_changed_from_the_list(moderator, analyst, client_of) -> None:
    client, tasks = client_of(moderator), [make_task(actor=moderator, title=str(number)) for number in range(3)]
    ids = [str(task.pk) for task in tasks[:2]]

    asked = client.post("/console/work/tasks/bulk/", {"rows": ids})
    client.post("/console/work/tasks/bulk/", {"rows": ids, "sent": "1", "owner": str(analyst.own_id), "add_label": "x"})
    client.post("/console/work/tasks/bulk/finish/", {"everything": "1", "query": "?owner=nobody"})

    rows = Task.objects.order_by("pk").values_list("owner_id", "state")
    assert asked.status_code == 200
    assert list(rows) == [(analyst.own_id, "todo"), (analyst.own_id, "todo"), (None, "done")]


def test_the_list_is_exported(moderator, client_of) -> None:
    make_task(actor=moderator, title="=cmd", labels=["b", "a"])
    answer = client_of(moderator).get("/console/work/tasks/?format=csv")

    text = b"".join(answer).decode("utf-8-sig")
    assert "'=cmd" in text
    assert "a, b" in text


def test_editing_says_when_somebody_was_quicker(moderator, client_of) -> None:
    client, task = client_of(moderator), make_task(actor=moderator, title="x")
    there = f"/console/work/tasks/{task.pk}/edit/"
    values = {"version": "1", "title": "mine", "priority": "2", "labels": "a，b"}
    values |= {"due_on": "2026-12-31", "pace": "monthly"}

    saved = client.post(there, values)
    refused = client.post(there, values | {"title": "again"})

    task.refresh_from_db()
    assert (saved.status_code, refused.status_code, "again" in refused.content.decode()) == (302, 422, True)
    assert (task.title, task.version, task.repeat) == ("mine", 2, "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1")
    assert [label.name for label in task.labels.all()] == ["a", "b"]


def test_comments_are_ones_own(moderator, client_of) -> None:
    task, other = make_task(actor=moderator, title="x"), team_mate("Li")
    comment = comment_task(actor=moderator, task_id=task.pk, text="**a** <script>")
    there = f"/console/work/comments/{comment.pk}/"

    refused = [client_of(other).post(there, values).status_code for values in ({"text": "b"}, {"remove": "1"})]
    client_of(moderator).post(there, {"text": "b"})
    client_of(moderator).post(there, {"remove": "1"})
    gone = TaskComment.objects.get().removed_at
    client_of(moderator).post(f"{there}?restore=1")

    row = TaskComment.objects.get()
    assert "<script" not in comment.html
    assert (refused, gone is None, row.removed_at, row.source) == ([403, 403], False, None, "b")


def test_the_palette_finds_tasks_and_makes_one(moderator, client_of) -> None:
    task = make_task(actor=moderator, title="Welcome post")

    page = client_of(moderator).get("/console/palette/?q=welcome").content.decode()

    assert (f"/console/work/tasks/{task.pk}/" in page, "/console/work/new/?line=welcome" in page) == (True, True)
