"""Planning a move, and starting a turn of it."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.square.moving.enums import State
from steward.square.moving.events import MoveStarted
from steward.square.moving.models import Move
from steward.square.moving.queries.sources import MANAGE, OWN
from steward.square.moving.rules.plan import Plan
from steward.stream.activity.public import Source


@transaction.atomic
def plan_move(*, actor: Viewer, source_id: int, plan: Plan) -> Move:
    """Keep what a move of this source shall do. Raises Forbidden, NotFound, Invalid (while it runs)."""
    require(allowed(actor, MANAGE))
    source = Source.objects.filter(pk=source_id).exclude(key=OWN).first()
    if source is None:
        raise NotFound
    move, _made = Move.objects.select_for_update(of=("self",)).get_or_create(source=source)
    _must_rest(move)
    move.plan = plan.stored()
    move.save(update_fields=["plan"])
    return move


@transaction.atomic
def start_move(*, actor: Viewer, source_id: int) -> Move:
    """Begin a turn: a job carries it out. Raises Forbidden, NotFound, Invalid (while one runs)."""
    return _start(actor, source_id, State.RUNNING)


@transaction.atomic
def start_undo(*, actor: Viewer, source_id: int) -> Move:
    """Begin to take out what was moved in. Raises Forbidden, NotFound, Invalid."""
    return _start(actor, source_id, State.UNDOING)


def _start(actor: Viewer, source_id: int, state: State) -> Move:
    require(allowed(actor, MANAGE))
    move = Move.objects.select_for_update(of=("self",)).filter(source=source_id).first()
    if move is None:
        raise NotFound
    _must_rest(move)
    move.state, move.position, move.total, move.done, move.counts, move.error = state, [], 0, 0, {}, ""
    move.account_id, move.started_at, move.finished_at = actor.account_id, clock.now(), None
    move.save()
    kind = "moving.undo" if state == State.UNDOING else "moving.move"
    decide(kind=kind, subject=f"source:{source_id}", account_id=actor.account_id, evidence={"plan": move.plan})
    publish(MoveStarted(source_id, move.pk, state == State.UNDOING), actor=actor.name)
    return move


def _must_rest(move: Move) -> None:
    if move.state in (State.RUNNING, State.UNDOING):
        raise Invalid(_("It is under way. Wait for its end, or stop it first."))
