"""Turn facts into deliveries: the consumer "webhooks" of the journal."""

import json
import logging
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from steward.foundation.journal.public import Fact, advance, position, rewind
from steward.foundation.kernel import clock
from steward.stream.webhooks.models import Delivery, Endpoint
from steward.stream.webhooks.records import WebhookEvent, by_fact

CONSUMER = "webhooks"
log = logging.getLogger(__name__)


def follow() -> int:
    """Write a delivery for every new fact and every endpoint that wants it; returns the facts read.

    Cursor and deliveries move in one transaction, so a killed process loses nothing and writes nothing twice.
    """
    begin = Endpoint.objects.filter(is_active=True).order_by("since").values_list("since", flat=True).first()
    if begin is None:
        return 0
    if position(CONSUMER) < begin:
        rewind(CONSUMER, begin)  # nobody wants what lies before
    read = 0
    while batch := advance(CONSUMER, _facts, _write):
        read += batch
    return read


def message(event: str, at: datetime, data: dict[str, Any]) -> str:
    """The body: type, timestamp (ISO 8601), data."""
    return json.dumps({"type": event, "timestamp": at.isoformat(), "data": data}, ensure_ascii=False, default=str)


def new_delivery(endpoint: Endpoint, event: str, body: str, now: datetime, fact_seq: int | None = None) -> Delivery:
    """An unsaved delivery that is due at once."""
    return Delivery(
        endpoint=endpoint,
        event=event,
        fact_seq=fact_seq,
        message_id=f"msg_{secrets.token_hex(14)}",
        body=body,
        due_at=now,
        created_at=now,
    )


def _facts(after: int, limit: int) -> Sequence[Fact]:
    return list(Fact.objects.filter(seq__gt=after).order_by("seq")[:limit])


def _write(facts: Sequence[Fact]) -> None:
    endpoints, kinds, now = list(Endpoint.objects.filter(is_active=True)), by_fact(), clock.now()
    rows = []
    for fact in facts:
        for event in kinds.get(fact.type, ()):
            wanting = [endpoint for endpoint in endpoints if event.key in endpoint.events and endpoint.since < fact.seq]
            if wanting and (data := _payload(event, fact)) is not None:
                body = message(event.key, fact.at, data)
                rows += [new_delivery(endpoint, event.key, body, now, fact.seq) for endpoint in wanting]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)


def _payload(event: WebhookEvent, fact: Fact) -> dict[str, Any] | None:
    try:
        with transaction.atomic():  # a query that fails must not spoil the batch
            return event.payload(fact.data)
    except Exception:
        # One fact a room cannot put into words must not hold up all that come after it.
        log.exception("no message could be made of fact %s (%s)", fact.seq, event.key)
        return None
