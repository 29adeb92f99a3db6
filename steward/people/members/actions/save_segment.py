"""Keeping a selection of members under a name."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.people.members.events import SegmentDeleted, SegmentSaved
from steward.people.members.models import Segment


def save_segment(*, actor: Viewer, name: str, address: str) -> Segment:
    """Keep the list's address (its search and filters, without the leading "?") under a name of the team's."""
    require(allowed(actor, "members.edit"))
    if not (name := name.strip()[:80]):
        raise Invalid({"name": _("Give the segment a name.")})
    try:
        with transaction.atomic():
            query = {"address": address.removeprefix("?")[:2000]}
            segment = Segment.objects.create(name=name, query=query, owner_id=actor.account_id)
            publish(SegmentSaved(segment.pk), actor=actor.name)
    except IntegrityError:
        raise Invalid({"name": _("There is a segment of that name already.")}) from None
    return segment


@transaction.atomic
def delete_segment(*, actor: Viewer, segment_id: int) -> None:
    """Throw a segment away; its members stay as they are."""
    require(allowed(actor, "members.edit"))
    if not Segment.objects.filter(pk=segment_id).delete()[0]:
        raise NotFound
    publish(SegmentDeleted(segment_id), actor=actor.name)
