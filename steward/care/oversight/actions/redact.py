"""Hide an entry of the public log behind a public reason, show it again."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from steward.care.oversight.enums import PUBLISH
from steward.care.oversight.events import EntryRedacted
from steward.care.oversight.models import Redaction
from steward.care.oversight.queries.log import logged
from steward.care.oversight.rules.words import checked
from steward.foundation.journal.public import Decision, decide, mark_undone, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed

#: The kind of the journal's decision.
REDACTED = "oversight.redact"


@transaction.atomic
def redact(*, actor: Viewer, judgement_id: int, reason: str, now: datetime | None = None) -> Decision:
    """Show of an entry only its number, its time and this reason. Raises Forbidden, NotFound, Invalid."""
    require(allowed(actor, PUBLISH))
    if not logged().filter(pk=judgement_id).exists():
        raise NotFound
    words = checked(reason, "reason")
    decision = decide(
        kind=REDACTED, subject=f"judgement:{judgement_id}", account_id=actor.account_id, reason=words,
        undo={"judgement": judgement_id},
    )  # fmt: skip
    values = {"judgement_id": judgement_id, "decision": decision, "reason": words, "at": now or clock.now()}
    try:
        with transaction.atomic():
            Redaction.objects.create(by_id=actor.account_id, **values)
    except IntegrityError:
        raise Invalid({"reason": _("This entry is redacted already.")}) from None
    publish(EntryRedacted(judgement_id), actor=actor.name)
    return decision


@transaction.atomic
def undo_redaction(*, actor: Viewer, judgement_id: int) -> None:
    """Show the entry again. Raises Forbidden, NotFound."""
    require(allowed(actor, PUBLISH))
    found = Redaction.objects.select_for_update().filter(judgement=judgement_id).select_related("decision").first()
    if found is None:
        raise NotFound
    mark_undone(found.decision, account_id=actor.account_id)
    found.delete()
    publish(EntryRedacted(judgement_id, undone=True), actor=actor.name)
