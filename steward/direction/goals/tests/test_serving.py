from collections.abc import Iterator

import pytest
from django.urls import reverse

from steward.direction.goals.actions.serve import assign_work, serve, unassign_work
from steward.direction.goals.models import Serving
from steward.direction.goals.queries.works import goals_without_work, purposes_of, work_of, work_without_goal
from steward.direction.goals.tests.people import active, draft
from steward.foundation.kernel import registry
from steward.foundation.kernel.contracts import Work, WorkKind
from steward.foundation.kernel.ruling import Forbidden, Invalid, NotFound

pytestmark = pytest.mark.django_db
HIDDEN = 9


def _load(_viewer, ids) -> dict[int, Work]:
    return {one: Work(one, f"Kite {one}", f"/kites/{one}/", one % 2 == 1) for one in ids if one < HIDDEN}


@pytest.fixture(autouse=True)
def kites(home) -> Iterator[None]:
    """Another room's work: kites, of which those above 8 are hidden."""
    kind = WorkKind("kite", "Kites", "target", _load, lambda viewer: list(_load(viewer, [1, 2, 3]).values()))
    others = registry._items.pop("works", [])
    registry.contribute("works", kind)
    yield
    registry._items["works"] = others


def test_work_serves_goals_and_then_others(owner) -> None:
    first, second = draft(owner), active(owner)

    serve(actor=owner, kind="kite", object_id=1, goals=[first.pk, second.pk])
    serve(actor=owner, kind="kite", object_id=1, goals=[second.pk])

    assert [one.id for one in purposes_of("kite", [1])[1]] == [second.pk]
    assert [work.title for kind in work_of(owner, second) for work in kind.works] == ["Kite 1"]


def test_what_one_may_not_see_or_is_not_there_serves_nothing(owner, stranger) -> None:
    goal = draft(owner)
    for who, kind, number, goals, refusal in (
        (stranger, "kite", 1, [goal.pk], Forbidden), (owner, "kite", HIDDEN, [goal.pk], NotFound),
        (owner, "boat", 1, [goal.pk], NotFound), (owner, "kite", 1, [goal.pk, 999], Invalid),
    ):  # fmt: skip
        with pytest.raises(refusal):
            serve(actor=who, kind=kind, object_id=number, goals=goals)
    assert Serving.objects.count() == 0


def test_the_two_lists(owner) -> None:
    served, wish, above = draft(owner), draft(owner, title="A wish"), draft(owner)
    draft(owner, parent_id=above.pk, title="Below")
    serve(actor=owner, kind="kite", object_id=2, goals=[served.pk])

    assert [work.id for kind in work_without_goal(owner) for work in kind.works] == [1, 3]
    assert [goal.title for goal in goals_without_work(owner)] == [wish.title, "Below"]


def test_many_are_assigned_at_once_and_taken_back_at_once(owner, analyst) -> None:
    goal, other = draft(owner), draft(owner)
    serve(actor=owner, kind="kite", object_id=1, goals=[goal.pk, other.pk])

    decision = assign_work(actor=owner, work=[("kite", 1), ("kite", 2)], goal_id=goal.pk)
    with pytest.raises(NotFound):
        unassign_work(actor=analyst, decision_id=decision.pk)
    assert Serving.objects.count() == 3
    unassign_work(actor=owner, decision_id=decision.pk)

    left = set(Serving.objects.values_list("object_id", "goal_id"))
    assert left == {(1, goal.pk), (1, other.pk)}


def test_the_fragment_works_with_and_without_htmx(owner, client_of) -> None:
    goal = draft(owner)
    client, address = client_of(owner), reverse("goals-serving", args=["kite", 1])

    plain = client.post(address, {"goals": [goal.pk]})
    fragment = client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert (plain.status_code, plain["Location"]) == (302, "/kites/1/")
    assert ("<html" in fragment, goal.title in fragment) == (False, True)
    assert client.get(reverse("goals-serving", args=["kite", HIDDEN])).status_code == 404


def test_the_list_assigns_what_was_ticked(owner, client_of) -> None:
    goal = draft(owner)
    client = client_of(owner)

    client.post(reverse("goals-assign"), {"work": ["kite:1", "kite:3", "nonsense"], "goal": goal.pk})
    nothing = client.post(reverse("goals-assign"), {"goal": goal.pk})

    assert set(Serving.objects.values_list("object_id", flat=True)) == {1, 3}
    assert nothing.status_code == 302
