"""Say how a key result is doing."""

from math import isfinite

from django.db import transaction
from django.utils.translation import gettext as _

from steward.direction.goals.enums import LONGEST_TEXT, VIEW, Source, State
from steward.direction.goals.events import CheckedIn
from steward.direction.goals.models import CheckIn, KeyResult
from steward.direction.goals.rules import may_check_in
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.stream.insights.public import today


@transaction.atomic
def check_in(
    *, actor: Viewer, key_result_id: int, value: float | None = None, confidence: int | None = None, note: str = ""
) -> CheckIn:
    """Say the value (of a typed key result), how sure one is that the target is reached (1–10), and what happened.

    A second word of the same person on the same day takes the place of the first. Raises Forbidden, NotFound (not under
    way), Invalid.
    """
    require(allowed(actor, VIEW))
    found = KeyResult.objects.select_for_update(of=("self",)).select_related("goal").filter(pk=key_result_id).first()
    if found is None or found.goal.state != State.ACTIVE:
        raise NotFound
    require(may_check_in(actor, found))
    _check(found, value, confidence, note)
    told = {"at": clock.now(), "value": value, "confidence": confidence, "note": note.strip()}
    made, _new = CheckIn.objects.update_or_create(key_result=found, day=today(), by_id=actor.account_id, defaults=told)
    found.checked_at = made.at
    found.confidence = confidence if confidence is not None else found.confidence
    found.typed = value if value is not None else found.typed
    found.save(update_fields=["checked_at", "confidence", "typed"])
    publish(CheckedIn(found.pk, made.pk), actor=actor.name)
    return made


def _check(found: KeyResult, value: float | None, confidence: int | None, note: str) -> None:
    errors: dict[str, str] = {}
    if found.source == Source.MANUAL and value is None:
        errors["value"] = _("Enter the value as it is today.")
    elif found.source != Source.MANUAL and value is not None:
        errors["value"] = _("This value is read from the community's activity: it is not typed.")
    elif value is not None and not isfinite(value):
        errors["value"] = _("Enter a number.")
    if confidence is not None and not 1 <= confidence <= 10:
        errors["confidence"] = _("Choose from 1 to 10.")
    if len(note) > LONGEST_TEXT:
        errors["note"] = _("Write at most %(n)s characters.") % {"n": LONGEST_TEXT}
    if errors:
        raise Invalid(errors)
