"""What every change of a goal begins with, and the numbers of its versions."""

from collections.abc import Collection

from django.db.models import F

from steward.direction.goals.enums import EDIT, State
from steward.direction.goals.errors import Moved
from steward.direction.goals.models import Goal, Guardrail, KeyResult, RuleVersion
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed

OPEN = frozenset({State.DRAFT, State.ACTIVE})


def locked(actor: Viewer, goal_id: int, revision: int | None, states: Collection[State] = OPEN) -> Goal:
    """The goal, locked and counted one further. None as `revision` takes it as it is.

    Raises Forbidden, NotFound (not there, not in one of the states), Moved (somebody else changed it meanwhile).
    """
    require(allowed(actor, EDIT))
    found = Goal.objects.select_for_update().filter(pk=goal_id, state__in=states).first()
    if found is None:
        raise NotFound
    if revision is not None and revision != found.revision:
        raise Moved
    Goal.objects.filter(pk=goal_id).update(revision=F("revision") + 1)
    found.revision += 1
    return found


def add_version(part: KeyResult | Guardrail, actor: Viewer, reason: str = "") -> RuleVersion:
    """Keep the terms of a part as they are now, as its next version; the part is saved with that number."""
    part.version += 1
    part.save(update_fields=["version"])
    mine = {"key_result": part} if isinstance(part, KeyResult) else {"guardrail": part}
    return RuleVersion.objects.create(
        **mine, number=part.version, values=part.terms(), valid_from=clock.now(), reason=reason, by_id=actor.account_id
    )
