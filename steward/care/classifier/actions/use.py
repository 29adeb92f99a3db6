"""Choosing the version that scores, and going back to the one before."""

from django.db import transaction

from steward.care.classifier.enums import MANAGE, USE, State
from steward.care.classifier.errors import not_ready, nothing_before, used_already
from steward.care.classifier.events import VersionUsed
from steward.care.classifier.models import Version
from steward.foundation.journal.public import Decision, allocate, decide, mark_undone, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed


@transaction.atomic
def use(*, actor: Viewer, number: int, reason: str = "") -> Decision:
    """From now on this version scores. Raises Forbidden, NotFound, Invalid when it was not measured or is in use."""
    require(allowed(actor, MANAGE))
    allocate(USE)  # one choice at a time
    version = Version.objects.defer("model").filter(number=number).first()
    if version is None:
        raise NotFound
    if version.state == State.USED:
        raise used_already()
    if version.state != State.SHOWN:
        raise not_ready()
    before = _put(number)
    decision = decide(
        kind=USE, subject=f"classifier:{number}", account_id=actor.account_id, version=str(version),
        reason=reason.strip(), evidence={"held": version.held, "learned": version.learned}, undo={"before": before},
    )  # fmt: skip
    publish(VersionUsed(number, before, decision.pk), actor=actor.name)
    return decision


@transaction.atomic
def back(*, actor: Viewer) -> int:
    """Take the latest choice back; gives the number that scores now, 0 for the built-in words.

    A version that is gone meanwhile leaves the built-in words. Raises Forbidden, Invalid when there is no choice.
    """
    require(allowed(actor, MANAGE))
    allocate(USE)
    decision = Decision.objects.filter(kind=USE, undone_at=None).order_by("-pk").first()
    if decision is None or not mark_undone(decision, account_id=actor.account_id):
        raise nothing_before()
    wanted = int(decision.undo["before"])
    wanted = wanted if Version.objects.filter(number=wanted).exists() else 0
    before = _put(wanted)
    publish(VersionUsed(wanted, before, decision.pk), actor=actor.name)
    return wanted


def _put(number: int) -> int:
    """Make one version (0: none) the one in use; gives the one before."""
    used = Version.objects.filter(state=State.USED)
    before = used.values_list("number", flat=True).first() or 0
    used.update(state=State.SHOWN)
    Version.objects.filter(number=number).update(state=State.USED, used_at=clock.now())
    return before
