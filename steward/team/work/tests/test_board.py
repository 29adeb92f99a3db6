"""Places on the board: any sequence of moves keeps every card once, in the order somebody asked for."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from steward.team.work.actions.finish_task import finish_task
from steward.team.work.actions.keep_checklist import tick
from steward.team.work.actions.make_task import make_task
from steward.team.work.actions.move_task import move_task
from steward.team.work.actions.repeat import repeat
from steward.team.work.models import Task
from steward.team.work.rules.board import between, numbered
from steward.team.work.tests.people import team_mate

COLUMNS = ("todo", "doing", "waiting", "done")
MOVES = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(COLUMNS), st.integers(-1, 4)), max_size=12)


def columns() -> dict[str, list[int]]:
    rows = Task.objects.order_by("position", "pk").values_list("state", "pk")
    return {column: [pk for state, pk in rows if state == column] for column in COLUMNS}


@pytest.mark.django_db
@settings(max_examples=20)
@given(moves=MOVES)
def test_the_board_is_what_the_moves_say(moves) -> None:
    actor = team_mate("Board")
    cards = [make_task(actor=actor, title=str(number)).pk for number in range(5)]
    model = {column: [] for column in COLUMNS} | {"todo": cards[::-1]}

    for card, column, under in moves:
        move_task(actor=actor, task_id=cards[card], state=column, under=cards[under] if under >= 0 else None)
        for cells in model.values():
            if cards[card] in cells:
                cells.remove(cards[card])
        above = model[column].index(cards[under]) + 1 if under >= 0 and cards[under] in model[column] else 0
        model[column].insert(above, cards[card])

    assert columns() == model
    Task.objects.all().delete()
    actor.account.delete()


@pytest.mark.django_db
def test_a_column_without_room_is_numbered_anew(moderator) -> None:
    cards = [make_task(actor=moderator, title=str(number)).pk for number in range(4)]
    Task.objects.update(position=7.0)  # all in one place: they stand by their numbers

    move_task(actor=moderator, task_id=cards[3], state="todo", under=cards[0])

    assert columns()["todo"] == [cards[0], cards[3], cards[1], cards[2]]


@given(before=st.none() | st.floats(-1e9, 1e9), gap=st.none() | st.floats(0, 1e9))
def test_a_place_lies_between_its_neighbours(before, gap) -> None:
    after = None if gap is None else (before or 0.0) + gap
    found = between(before, after)

    if found is None:
        assert before is not None
        assert after - before < 0.001
    else:
        assert before is None or found > before
        assert after is None or found < after
    assert list(numbered([5, 3]).values()) == [1024.0, 2048.0]


def together(*acts) -> None:
    """Do these at the same moment, each in a thread and with a connection of its own."""
    barrier, problems = threading.Barrier(len(acts)), []

    def run(act) -> None:
        try:
            barrier.wait()
            act()
        except Exception as problem:  # noqa: BLE001 — looked at below
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_leave_everything_once() -> None:
    one, two = team_mate("One"), team_mate("Two")
    tasks = [make_task(actor=one, title=str(number), checklist=["step"]) for number in range(3)]
    turning = make_task(actor=one, title="r", repeat="FREQ=DAILY")
    item, ids = tasks[0].checklist.get().pk, [task.pk for task in tasks]
    ticked: list[bool] = []

    together(
        lambda: ticked.append(tick(actor=one, task_id=ids[0], item_id=item)),
        lambda: ticked.append(tick(actor=two, task_id=ids[0], item_id=item)),
    )
    together(
        lambda: move_task(actor=one, task_id=ids[1], state="doing", under=ids[2]),
        lambda: move_task(actor=two, task_id=ids[2], state="doing", under=ids[1]),
    )
    together(
        lambda: finish_task(actor=one, task_id=turning.pk), lambda: finish_task(actor=two, task_id=turning.pk),
        lambda: repeat(actor=one, now=turning.due_at + timedelta(days=1)),
    )  # fmt: skip

    assert sorted(ticked) == [False, True]
    assert sorted(columns()["doing"]) == sorted(ids[1:])
    assert Task.objects.filter(previous=turning).count() == 1
    assert Task.objects.filter(title="r").count() == 2
