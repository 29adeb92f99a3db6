"""Move a topic to another category."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.public import Viewer
from steward.square.forum.actions.acting import Why, change_topic
from steward.square.forum.enums import Verb
from steward.square.forum.models import Category
from steward.square.forum.queries.places import places
from steward.square.forum.queries.standpoint import standpoint
from steward.square.forum.rules.may import may_moderate
from steward.square.forum.rules.rights import admits


@transaction.atomic
def move_topic(*, actor: Viewer, topic_id: int, category_id: int, why: Why | None = None) -> Decision | None:
    """Put the topic into another category; the actor moderates both. None when it is there already.

    Raises NotFound, Forbidden, Invalid.
    """
    goal = category_to_move_to(actor, category_id)
    more = {"category": goal.name}
    return change_topic("move_topic", topic_id, actor=actor, why=why or Why(), more=more, category_id=goal.pk)


def category_to_move_to(actor: Viewer, category_id: int) -> Category:
    """A category the actor moderates and that is not archived. Raises Invalid and Forbidden."""
    goal, point = places().rows.get(category_id), standpoint(actor)
    if goal is None or not admits(goal.rights, Verb.SEE, point.audiences):
        raise Invalid({"category": _("There is no such category.")})
    require(may_moderate(point, goal))
    if goal.archived_at is not None:
        raise Invalid({"category": _("That category is archived: nothing new goes there.")})
    return goal
