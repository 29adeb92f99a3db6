"""Send deliveries: those that are due, one again by hand, and a test."""

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from steward.foundation.jobs.public import Reporter
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.foundation.kernel.sealing import unseal
from steward.foundation.outgoing.public import NoAnswer, send
from steward.people.access.public import SYSTEM, Viewer, allowed
from steward.stream.webhooks.actions.edit_endpoint import locked
from steward.stream.webhooks.actions.follow import message, new_delivery
from steward.stream.webhooks.actions.pause import pause
from steward.stream.webhooks.models import Attempt, Delivery, Endpoint
from steward.stream.webhooks.rules import KEPT, MANAGE, is_worn_out, next_due
from steward.stream.webhooks.signing import headers

PING = "ping"
TIMEOUT = 10.0
_KEPT_RESPONSE = 1000
#: An attempt that has not reported for so long was killed; the delivery is tried again.
_LEASE = timedelta(minutes=2)
_WAITING = Delivery.State.WAITING


def deliver_due(*, until: float, reporter: Reporter | None = None) -> int:
    """Send what is due, oldest first, until nothing is or `until` (monotonic seconds) has come; returns the attempts.

    An endpoint that does not answer is left alone for the rest of the turn, so that it does not hold up the others.
    """
    sent, resting = 0, set[int]()
    while time.monotonic() < until:
        if reporter is not None:
            reporter.report(sent)
        due = Delivery.objects.filter(state=_WAITING, due_at__lte=clock.now(), endpoint__is_active=True)
        delivery = due.exclude(endpoint__in=resting).order_by("due_at", "pk").first()
        if delivery is None:
            break
        attempt = attempt_delivery(delivery.pk)
        sent += attempt is not None
        if attempt is not None and attempt.status is None:
            resting.add(delivery.endpoint_id)
    return sent


def attempt_delivery(delivery_id: int, *, though_paused: bool = False) -> Attempt | None:
    """Send one delivery that is due and write down what came back; None when another process has it."""
    now = clock.now()
    mine = Delivery.objects.filter(pk=delivery_id, state=_WAITING, due_at__lte=now)
    if not though_paused:
        mine = mine.filter(endpoint__is_active=True)
    # Whoever moves the due date on has the delivery until then.
    if not mine.update(due_at=now + _LEASE, attempts=F("attempts") + 1):
        return None
    delivery = Delivery.objects.select_related("endpoint").get(pk=delivery_id)
    attempt = _post(delivery, now)
    _record(delivery, attempt)
    return attempt


def redeliver(*, actor: Viewer, delivery_id: int) -> Attempt | None:
    """Send a delivery again now, whatever became of it; when it fails, the retries start anew."""
    require(allowed(actor, MANAGE))
    changed = Delivery.objects.filter(pk=delivery_id).update(
        state=_WAITING, attempts=0, due_at=clock.now(), delivered_at=None
    )
    if not changed:
        raise NotFound
    return attempt_delivery(delivery_id, though_paused=True)


def send_test(*, actor: Viewer, endpoint_id: int) -> tuple[Delivery, Attempt | None]:
    """Send a ping now, also to a paused endpoint; a failed one is not repeated."""
    require(allowed(actor, MANAGE))
    now = clock.now()
    with transaction.atomic():
        endpoint = locked(endpoint_id)
        body = message(PING, now, {"name": endpoint.name, "sentence": _("This is a test.")})
        delivery = new_delivery(endpoint, PING, body, now)
        delivery.save()
    attempt = attempt_delivery(delivery.pk, though_paused=True)
    Delivery.objects.filter(pk=delivery.pk, state=_WAITING).update(state=Delivery.State.GIVEN_UP, due_at=None)
    delivery.refresh_from_db()
    return delivery, attempt


def prune(*, now: datetime) -> int:
    """Forget deliveries older than thirty days with their attempts; returns the rows removed."""
    return Delivery.objects.filter(created_at__lt=now - KEPT).delete()[0]


def secrets_of(endpoint: Endpoint, now: datetime) -> list[str]:
    """The secrets that sign now: the present one, and its forerunner while that still counts."""
    overlap = endpoint.previous_until is not None and now < endpoint.previous_until
    sealed = [endpoint.sealed_secret, endpoint.sealed_previous] if overlap else [endpoint.sealed_secret]
    return [unseal(secret) for secret in sealed]


def _post(delivery: Delivery, now: datetime) -> Attempt:
    """One request, signed for this moment. No transaction is open meanwhile."""
    body = delivery.body.encode()
    signed = headers(secrets_of(delivery.endpoint, now), delivery.message_id, int(now.timestamp()), body)
    attempt, begun = Attempt(delivery=delivery, at=now), time.monotonic()
    try:
        answer = send(delivery.endpoint.url, body=body, headers=signed, timeout=TIMEOUT)
        attempt.status = answer.status
        attempt.response = answer.body.decode("utf-8", "replace").replace("\x00", "�")[:_KEPT_RESPONSE]
    except NoAnswer as problem:
        attempt.error = problem.sentence
    attempt.duration_ms = round((time.monotonic() - begun) * 1000)
    return attempt


@transaction.atomic
def _record(delivery: Delivery, attempt: Attempt) -> None:
    endpoint, now = locked(delivery.endpoint_id), clock.now()
    attempt.save()
    mine = Delivery.objects.filter(pk=delivery.pk, state=_WAITING, attempts=delivery.attempts)
    if attempt.status is not None and 200 <= attempt.status < 300:
        mine.update(state=Delivery.State.DELIVERED, due_at=None, delivered_at=now)
        Endpoint.objects.filter(pk=endpoint.pk).update(failing_since=None)
        return
    due = next_due(delivery.attempts, now)
    mine.update(state=_WAITING if due else Delivery.State.GIVEN_UP, due_at=due)
    if endpoint.is_active and is_worn_out(endpoint, now, attempt.status):
        pause(actor=SYSTEM, endpoint_id=endpoint.pk)
    Endpoint.objects.filter(pk=endpoint.pk, failing_since=None).update(failing_since=now)
