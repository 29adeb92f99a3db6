"""Reading endpoints and their log."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.stream.webhooks.models import Attempt, Delivery, Endpoint
from steward.stream.webhooks.rules import MANAGE

LARGEST_ID = 2**63 - 1


def endpoints_for(viewer: Viewer) -> QuerySet[Endpoint]:
    """All endpoints, each with `waiting` and `given_up` counts and the status of its latest attempt (`last_status`)."""
    require(allowed(viewer, MANAGE))
    latest = Attempt.objects.filter(delivery__endpoint=OuterRef("pk")).order_by("-pk")
    return Endpoint.objects.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=Delivery.State.WAITING)),
        given_up=Count("deliveries", filter=Q(deliveries__state=Delivery.State.GIVEN_UP)),
        last_at=Subquery(latest.values("at")[:1]),
        last_status=Subquery(latest.values("status")[:1]),
    ).order_by("pk")


def endpoint_for(viewer: Viewer, endpoint_id: int) -> Endpoint:
    """One endpoint; raises NotFound."""
    require(allowed(viewer, MANAGE))
    found = Endpoint.objects.select_related("created_by").filter(pk=min(endpoint_id, LARGEST_ID)).first()
    if found is None:
        raise NotFound
    return found


def deliveries_for(viewer: Viewer, endpoint: Endpoint) -> QuerySet[Delivery]:
    """The endpoint's log, newest first, with the status and duration of each latest attempt."""
    require(allowed(viewer, MANAGE))
    latest = Attempt.objects.filter(delivery=OuterRef("pk")).order_by("-pk")
    return (
        Delivery.objects.filter(endpoint=endpoint)
        .annotate(last_status=Subquery(latest.values("status")[:1]), last_ms=Subquery(latest.values("duration_ms")[:1]))
        .order_by("-pk")
    )


def delivery_for(viewer: Viewer, delivery_id: int) -> Delivery:
    """One delivery with its endpoint and attempts; raises NotFound."""
    require(allowed(viewer, MANAGE))
    rows = Delivery.objects.select_related("endpoint").prefetch_related("log")
    found = rows.filter(pk=min(delivery_id, LARGEST_ID)).first()
    if found is None:
        raise NotFound
    return found
