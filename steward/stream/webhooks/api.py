"""Webhooks over JSON."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from steward.people.access.api import answers
from steward.people.access.public import viewer_in
from steward.stream.webhooks.actions.edit_endpoint import add_endpoint, remove_endpoint
from steward.stream.webhooks.models import Delivery, Endpoint
from steward.stream.webhooks.queries import LARGEST_ID, deliveries_for, endpoint_for, endpoints_for

router = Router(tags=["webhooks"])
MOST = 200
Id = Annotated[int, Query(ge=0, le=LARGEST_ID)]


class EndpointIn(Schema):
    """A new endpoint."""

    url: str
    name: str
    events: list[str]


class EndpointOut(Schema):
    """An address that is told of events."""

    id: int
    url: str
    name: str
    events: list[str]
    is_active: bool
    failing_since: datetime | None
    created_at: datetime


class NewEndpoint(EndpointOut):
    """With its secret, which is given this once."""

    secret: str


class DeliveryOut(Schema):
    """One event for one endpoint, and how far it got."""

    id: int
    event: str
    message_id: str
    state: str
    attempts: int
    last_status: int | None
    due_at: datetime | None
    created_at: datetime
    delivered_at: datetime | None


class Endpoints(Schema):
    """All endpoints; there are never many."""

    items: list[EndpointOut]
    next: int | None = None


class Deliveries(Schema):
    """A page of the log, newest first."""

    items: list[DeliveryOut]
    next: int | None


@router.get("/webhooks", response=answers(Endpoints), summary="List webhooks")
def list_endpoints(request: HttpRequest) -> dict[str, Any]:
    """Every endpoint. Secrets are not given."""
    return {"items": list(endpoints_for(viewer_in(request)))}


@router.post("/webhooks", response=answers(NewEndpoint), summary="Add a webhook")
def add(request: HttpRequest, data: EndpointIn) -> dict[str, Any]:
    """Tell an address of events from now on. The answer holds the secret it is signed with, this once."""
    endpoint, secret = add_endpoint(actor=viewer_in(request), **data.dict())
    return {**EndpointOut.from_orm(endpoint).dict(), "secret": secret}


@router.delete("/webhooks/{endpoint_id}", response={**answers(None), 204: None}, summary="Remove a webhook")
def remove(request: HttpRequest, endpoint_id: int) -> Status[None]:
    """Forget an endpoint and its log."""
    remove_endpoint(actor=viewer_in(request), endpoint_id=min(endpoint_id, LARGEST_ID))
    return Status(204, None)


@router.get("/webhooks/{endpoint_id}/deliveries", response=answers(Deliveries), summary="Read the log of a webhook")
def list_deliveries(
    request: HttpRequest, endpoint_id: int, after: Id = LARGEST_ID, limit: Annotated[int, Query(ge=1, le=MOST)] = 50
) -> dict[str, Any]:
    """Deliveries, newest first; `next` is given back as `after`."""
    viewer = viewer_in(request)
    endpoint: Endpoint = endpoint_for(viewer, endpoint_id)
    page: list[Delivery] = list(deliveries_for(viewer, endpoint).filter(pk__lt=after)[: limit + 1])
    return {"items": page[:limit], "next": page[limit - 1].pk if len(page) > limit else None}
