"""When the classifier proposes, and when it trains by itself."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.classifier.enums import MANAGE, SETUP
from steward.care.classifier.events import SetupChanged
from steward.care.classifier.models import Setup
from steward.foundation.journal.public import Decision, decide, publish
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.public import Viewer, allowed

LEAST, MOST = 0.5, 0.99
MOST_FRESH = 1_000_000


@transaction.atomic
def set_up(*, actor: Viewer, target: float, fresh: int) -> Decision | None:
    """Propose where a share of at least `target` (0.5 to 0.99) was right; train after `fresh` new decisions (0: never).

    None when nothing was different. Raises Forbidden, Invalid.
    """
    require(allowed(actor, MANAGE))
    if not LEAST <= target <= MOST:
        raise Invalid({"target": _("Choose a share from 50 % to 99 %.")})
    if not 0 <= fresh <= MOST_FRESH:
        raise Invalid({"fresh": _("Choose a number from 0 upwards.")})
    row, _made = Setup.objects.select_for_update().get_or_create(pk=1)
    before = {"target": row.target, "fresh": row.fresh}
    if before == {"target": target, "fresh": fresh}:
        return None
    Setup.objects.filter(pk=1).update(target=target, fresh=fresh)
    decision = decide(
        kind=SETUP, subject="classifier", account_id=actor.account_id, evidence={"target": target, "fresh": fresh},
        undo=before,
    )  # fmt: skip
    publish(SetupChanged(decision.pk), actor=actor.name)
    return decision
