"""Write in an appeal, as the appellant or as the team."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.appeals.actions.appeal import checked
from steward.care.appeals.enums import DECIDE, OWN, State
from steward.care.appeals.events import AppealWritten
from steward.care.appeals.models import Appeal, AppealWord
from steward.care.appeals.queries.independence import involved
from steward.care.appeals.queries.own import exchange
from steward.care.appeals.rules import may_write_again
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed, within_scope


@transaction.atomic
def write_word(*, actor: Viewer, appeal_id: int, words: str, now: datetime | None = None) -> AppealWord:
    """Say something in an open appeal. The team may write, also who took the decision: both sides are heard.

    Raises NotFound (not one's own and no right), Forbidden (too many in a row), Invalid (closed, no words).
    """
    found = Appeal.objects.select_for_update().filter(pk=appeal_id).first()
    if found is None:
        raise NotFound
    from_team = _is_team(actor, found)
    if found.state != State.OPEN:
        raise Invalid(_("This appeal is closed; nothing can be added."))
    if not from_team:
        require(may_write_again(_in_a_row(found.pk)))
    word = AppealWord.objects.create(
        appeal=found, author_id=actor.own_id, from_team=from_team, words=checked(words), at=now or clock.now()
    )
    publish(AppealWritten(found.pk, word.pk, from_team), actor=actor.name)
    return word


def _is_team(actor: Viewer, found: Appeal) -> bool:
    """Whether the actor writes for the team. Raises NotFound where they have no part in it."""
    if found.account_id is not None and found.account_id == actor.own_id:
        require(within_scope(actor, OWN))
        return False
    if not allowed(actor, DECIDE) or actor.own_id in involved(found.judgement_id).appellants:
        raise NotFound
    return True


def _in_a_row(appeal_id: int) -> int:
    """How many messages the appellant has written since the team last did."""
    count = 0
    for word in exchange(appeal_id):
        count = 0 if word.from_team else count + 1
    return count
