"""Pause an endpoint, and let it go on."""

from django.db import transaction

from steward.foundation.journal.public import latest, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import SYSTEM, Viewer, allowed
from steward.stream.webhooks.actions.edit_endpoint import locked
from steward.stream.webhooks.events import WebhookPaused, WebhookResumed
from steward.stream.webhooks.models import Endpoint
from steward.stream.webhooks.rules import MANAGE


@transaction.atomic
def pause(*, actor: Viewer, endpoint_id: int) -> bool:
    """Tell it nothing for now; what happens meanwhile is not told later. False when it was paused already."""
    require(allowed(actor, MANAGE))
    endpoint = locked(endpoint_id)
    by_itself = actor is SYSTEM
    changed = Endpoint.objects.filter(pk=endpoint.pk, is_active=True).update(
        is_active=False, paused_at=clock.now(), paused_by_itself=by_itself
    )
    if changed:
        publish(WebhookPaused(endpoint_id=endpoint.pk, by_itself=by_itself), actor=actor.name)
    return bool(changed)


@transaction.atomic
def resume(*, actor: Viewer, endpoint_id: int) -> bool:
    """Tell it again, from now on; what waited when it was paused is sent now. False when it was not paused."""
    require(allowed(actor, MANAGE))
    endpoint = locked(endpoint_id)
    changed = Endpoint.objects.filter(pk=endpoint.pk, is_active=False).update(
        is_active=True, paused_at=None, paused_by_itself=False, failing_since=None, since=latest("journal")["journal"]
    )
    if changed:
        publish(WebhookResumed(endpoint_id=endpoint.pk), actor=actor.name)
    return bool(changed)
