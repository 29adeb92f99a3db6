"""Judge a sampled case again, blind; write down what came of talking about it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from steward.care.clauses.public import code_now
from steward.care.conduct.enums import Level
from steward.care.conduct.public import Judgement
from steward.care.oversight.enums import LONGEST
from steward.care.oversight.events import LookDiscussed, LookedAgain
from steward.care.oversight.models import SecondLook
from steward.care.oversight.queries.looks import blind, look_for
from steward.care.oversight.rules.words import checked
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.people.access.public import Viewer


@transaction.atomic
def look_again(
    *, actor: Viewer, judgement_id: int, level: str, clause: str = "", note: str = "", now: datetime | None = None
) -> SecondLook:
    """Say how one would have decided, without knowing how it was. Nothing follows for the author.

    Raises Forbidden, NotFound (not in the sample, or not blind for the actor), Invalid (no such level or clause, or
    somebody else was quicker).
    """
    blind(actor, judgement_id)
    if level not in Level.values:
        raise Invalid({"level": _("Choose what you would have done.")})
    key = _clause(level, clause)
    values = {"reviewer_id": actor.own_id, "level": level, "clause": key, "note": note.strip()[:LONGEST]}
    try:
        with transaction.atomic():
            look = SecondLook.objects.create(judgement_id=judgement_id, at=now or clock.now(), **values)
    except IntegrityError:
        raise Invalid(_("Somebody else gave this second look a moment ago.")) from None
    first = Judgement.objects.get(pk=judgement_id)
    agrees = (first.level, first.clause) == (level, key)
    publish(LookedAgain(judgement_id, look.pk, agrees), actor=actor.name)
    return look


@transaction.atomic
def conclude(*, actor: Viewer, look_id: int, conclusion: str, now: datetime | None = None) -> SecondLook:
    """Write down what the two who disagreed came to. One of the two does, or nobody. Raises Forbidden, NotFound."""
    look = look_for(actor, look_id)
    if actor.own_id not in {look.reviewer_id, look.judgement.by_id}:
        raise Forbidden(_("One of the two who disagreed writes down what they came to."))
    look.conclusion, look.discussed_at = checked(conclusion, "conclusion"), now or clock.now()
    look.save(update_fields=["conclusion", "discussed_at"])
    publish(LookDiscussed(look.judgement_id, look.pk), actor=actor.name)
    return look


def _clause(level: str, clause: str) -> str:
    if level == Level.NONE:
        return ""
    if clause not in {one.key for one in code_now().clauses}:
        raise Invalid({"clause": _("Choose the clause it breaks.")})
    return clause
