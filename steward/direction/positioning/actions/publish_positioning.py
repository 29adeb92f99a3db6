"""Publish the draft as the next version."""

from django.db import transaction

from steward.direction.positioning.actions.write_draft import hold
from steward.direction.positioning.enums import EDIT
from steward.direction.positioning.errors import nothing_to_publish, version_changed
from steward.direction.positioning.events import PositioningPublished
from steward.direction.positioning.models import Version
from steward.direction.positioning.rules import changed_boxes, clean_reason
from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.people.community.public import renew_community


@transaction.atomic
def publish_positioning(*, actor: Viewer, reason: str, based_on: int | None = None) -> Version:
    """Publish what the draft says, with a reason members read.

    `based_on` is the version the writer has seen (0: none; None: whatever there is). There is no taking back, since
    members have read it: `restore_version` and publishing again says so openly. Raises Forbidden, Invalid.
    """
    require(allowed(actor, EDIT))
    draft, reason = hold(), clean_reason(reason)
    newest = Version.objects.first()
    number = newest.number if newest else 0
    if based_on is not None and based_on != number:
        raise version_changed()
    boxes = changed_boxes(newest.words if newest else {}, draft.words)
    if not boxes:
        raise nothing_to_publish()
    version = Version.objects.create(
        number=number + 1, words=draft.words, reason=reason, published_at=clock.now(), by_id=actor.account_id
    )
    decide(kind="positioning.publish", subject=f"positioning:{version.number}", account_id=actor.account_id,
           version=str(version.number), reason=reason, evidence={"boxes": boxes}, undo={"version": number})  # fmt: skip
    renew_community()
    publish(PositioningPublished(version.number, boxes), actor=actor.name)
    return version
