"""Appeal against a decision; take the appeal back, go on with it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.appeals.enums import LONGEST, State
from steward.care.appeals.events import Appealed, AppealWithdrawn
from steward.care.appeals.models import Appeal
from steward.care.appeals.queries.own import own_appeal, own_judgement, stance
from steward.care.appeals.rules import ANSWER_WITHIN
from steward.care.conduct.public import Judgement
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer


@transaction.atomic
def appeal(*, actor: Viewer, judgement_id: int, words: str, now: datetime | None = None) -> Appeal:
    """Appeal against a decision about oneself: once, within the period, in so many words.

    Open to whoever is muted, suspended or banned too. Raises NotFound (not about the actor), Forbidden, Invalid.
    """
    own_judgement(actor, judgement_id)
    Judgement.objects.select_for_update().get(pk=judgement_id)
    moment = now or clock.now()
    require(stance(actor, judgement_id, moment).may)
    made = Appeal.objects.create(
        judgement_id=judgement_id, account_id=actor.own_id, words=checked(words), at=moment,
        due_at=moment + ANSWER_WITHIN,
    )  # fmt: skip
    publish(Appealed(made.pk, judgement_id), actor=actor.name)
    return made


@transaction.atomic
def withdraw(*, actor: Viewer, appeal_id: int, now: datetime | None = None) -> None:
    """Take one's own open appeal back. Raises NotFound (decided, withdrawn, not one's own)."""
    found = own_appeal(actor, appeal_id)
    open_ones = Appeal.objects.filter(pk=appeal_id, state=State.OPEN)
    if not open_ones.update(state=State.WITHDRAWN, withdrawn_at=now or clock.now()):
        raise NotFound
    publish(AppealWithdrawn(appeal_id, found.judgement_id), actor=actor.name)


@transaction.atomic
def resume(*, actor: Viewer, appeal_id: int, now: datetime | None = None) -> None:
    """Go on with an appeal one withdrew; the team's time begins anew.

    Raises NotFound, and Invalid when the decision was taken back meanwhile.
    """
    found = own_appeal(actor, appeal_id)
    if found.judgement.overturned_at is not None:
        raise Invalid(_("This decision was taken back already."))
    values = {"state": State.OPEN, "withdrawn_at": None, "due_at": (now or clock.now()) + ANSWER_WITHIN}
    if not Appeal.objects.filter(pk=appeal_id, state=State.WITHDRAWN).update(**values):
        raise NotFound
    publish(AppealWithdrawn(appeal_id, found.judgement_id, resumed=True), actor=actor.name)


def checked(words: str) -> str:
    """The words without space around them. Raises Invalid when there are none, or too many."""
    text = words.strip()
    if not text:
        raise Invalid({"words": _("Write at least a sentence.")})
    if len(text) > LONGEST:
        raise Invalid({"words": _("Write at most %(n)s characters.") % {"n": LONGEST}})
    return text
