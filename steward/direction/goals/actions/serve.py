"""Say which goals a piece of work serves."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet

from steward.direction.goals.enums import VIEW, State
from steward.direction.goals.errors import UnknownGoal
from steward.direction.goals.events import ServingChanged
from steward.direction.goals.models import Goal, Serving
from steward.foundation.journal.public import Decision, decide, mark_undone, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed

ASSIGNED = "goals.assign_work"


@transaction.atomic
def serve(*, actor: Viewer, kind: str, object_id: int, goals: Sequence[int]) -> None:
    """The work serves these goals and no others.

    Whoever sees goals may say so. Raises Forbidden, NotFound (no such work, or not for the actor's eyes), UnknownGoal.
    """
    require(allowed(actor, VIEW))
    require_work(actor, kind, [object_id])
    wanted = set(goals)
    now = set(_servings(kind, [object_id]).values_list("goal_id", flat=True))
    if wanted == now:
        return
    if Goal.objects.filter(pk__in=wanted - now, state__in=(State.DRAFT, State.ACTIVE)).count() != len(wanted - now):
        raise UnknownGoal
    _servings(kind, [object_id]).filter(goal__in=now - wanted).delete()
    _add(actor, kind, [object_id], wanted - now)
    publish(ServingChanged(kind, object_id, tuple(sorted(wanted))), actor=actor.name)


@transaction.atomic
def assign_work(*, actor: Viewer, work: Iterable[tuple[str, int]], goal_id: int) -> Decision:
    """Let many pieces of work serve a goal, beside what they serve already; the decision can be taken back.

    Raises as `serve`.
    """
    require(allowed(actor, VIEW))
    if not Goal.objects.filter(pk=goal_id, state__in=(State.DRAFT, State.ACTIVE)).exists():
        raise UnknownGoal
    added: list[tuple[str, int]] = []
    by_kind: dict[str, set[int]] = {}
    for kind, number in work:
        by_kind.setdefault(kind, set()).add(number)
    for kind, ids in sorted(by_kind.items()):
        require_work(actor, kind, sorted(ids))
        there = set(_servings(kind, sorted(ids)).filter(goal=goal_id).values_list("object_id", flat=True))
        _add(actor, kind, sorted(ids - there), {goal_id})
        added += [(kind, one) for one in sorted(ids - there)]
    for kind, one in added:
        publish(ServingChanged(kind, one, (goal_id,)), actor=actor.name)
    undo = {"goal": goal_id, "work": added}
    return decide(kind=ASSIGNED, subject=f"goal:{goal_id}", account_id=actor.account_id, undo=undo)


@transaction.atomic
def unassign_work(*, actor: Viewer, decision_id: int) -> None:
    """Take one's own bulk assignment back. Raises Forbidden, NotFound."""
    require(allowed(actor, VIEW))
    found = Decision.objects.filter(pk=decision_id, kind=ASSIGNED, account_id=actor.own_id).first()
    if found is None or not mark_undone(found, account_id=actor.account_id):
        raise NotFound
    for kind, number in found.undo["work"]:
        _servings(kind, [number]).filter(goal=found.undo["goal"]).delete()
        publish(ServingChanged(kind, number, ()), actor=actor.name)


def require_work(actor: Viewer, kind: str, ids: Sequence[int]) -> None:
    """Raise NotFound unless every one of these is there for the actor to see."""
    kinds = {one.kind: one for one in items("works")}
    if kind not in kinds or len(kinds[kind].load(actor, ids)) != len(set(ids)):
        raise NotFound


def _servings(kind: str, ids: Sequence[int]) -> QuerySet[Serving]:
    return Serving.objects.filter(kind=kind, object_id__in=ids)


def _add(actor: Viewer, kind: str, ids: Sequence[int], goals: Iterable[int]) -> None:
    now = clock.now()
    rows = [
        Serving(goal_id=goal, kind=kind, object_id=one, at=now, by_id=actor.account_id) for one in ids for goal in goals
    ]
    Serving.objects.bulk_create(rows, ignore_conflicts=True)
