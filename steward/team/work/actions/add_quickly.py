"""Make a task from one line."""

from datetime import datetime

from django.db import transaction

from steward.foundation.kernel import clock
from steward.people.access.public import Viewer
from steward.team.work.actions.make_task import make_task
from steward.team.work.models import Task
from steward.team.work.queries.origin import origin_of
from steward.team.work.queries.understanding import understood
from steward.team.work.rules.due import joined


@transaction.atomic
def add_quickly(*, actor: Viewer, line: str, source: str = "", now: datetime | None = None) -> Task:
    """Make what the line says: who, when, labels, priority. Raises Forbidden, Invalid.

    `source` names what it comes from ("decision:12"); what the actor may not see is left out.
    """
    moment = now or clock.now()
    said = understood(line, moment).said
    owner, due = said.people[0] if said.people else None, joined(said.due_on, said.due_time)
    origin = origin_of(actor, source)
    return make_task(
        actor=actor, title=said.title, owner_id=owner, due=due, now=moment,
        source=source if origin else "", source_url=origin.url if origin else "",
        source_title=origin.title if origin else "",
        labels=said.labels, helpers=said.people[1:], priority=said.priority, repeat=said.repeat, workdays=said.workdays,
    )  # fmt: skip
