"""Publish a transparency report: from then on it never changes."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from steward.care.oversight.enums import LONGEST, PUBLISH
from steward.care.oversight.events import ReportPublished
from steward.care.oversight.models import KeptReport
from steward.care.oversight.queries.reports import draft
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.public import Viewer, allowed


@transaction.atomic
def publish_report(*, actor: Viewer, period: str, words: str = "", now: datetime | None = None) -> KeptReport:
    """Keep the figures of a period that is over as they are now, with what the team says about them.

    A second report of the same period gets the next number; the first stays. Raises Forbidden, NotFound, Invalid.
    """
    require(allowed(actor, PUBLISH))
    moment = now or clock.now()
    made = draft(actor, period, moment)
    if not made.is_over:
        raise Invalid(_("This period is not over yet. Publish its report when it is."))
    number = (KeptReport.objects.filter(period=period).aggregate(n=Max("number"))["n"] or 0) + 1
    try:
        with transaction.atomic():
            kept = KeptReport.objects.create(
                period=period, number=number, since=made.span.since, until=made.span.until, figures=made.figures,
                words=words.strip()[: 4 * LONGEST], published_at=moment, by_id=actor.account_id,
            )  # fmt: skip
    except IntegrityError:
        raise Invalid(_("Somebody published this report a moment ago.")) from None
    publish(ReportPublished(kept.pk, period), actor=actor.name)
    return kept
