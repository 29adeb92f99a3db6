"""Add an endpoint, change it, renew its secret, remove it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import latest, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.kernel.sealing import seal
from steward.foundation.outgoing.public import Refused, Unreachable, examine
from steward.people.access.public import Viewer, allowed
from steward.stream.webhooks.events import WebhookAdded, WebhookChanged, WebhookRemoved
from steward.stream.webhooks.models import Endpoint
from steward.stream.webhooks.records import offered
from steward.stream.webhooks.rules import MANAGE, OVERLAP
from steward.stream.webhooks.signing import new_secret

_MOST = 50


def add_endpoint(*, actor: Viewer, url: str, name: str, events: Iterable[str]) -> tuple[Endpoint, str]:
    """Tell this address of these events from now on. Returns it and its secret, which is never shown again."""
    require(allowed(actor, MANAGE))
    values = _clean(url, name, events)
    secret = new_secret()
    with transaction.atomic():
        if Endpoint.objects.count() >= _MOST:
            raise Invalid(_("There are already %(count)s webhooks. Remove one first.") % {"count": _MOST})
        endpoint = Endpoint.objects.create(
            **values,
            sealed_secret=seal(secret),
            since=latest("journal")["journal"],
            created_at=clock.now(),
            created_by_id=actor.account_id,
        )
        publish(WebhookAdded(endpoint_id=endpoint.pk), actor=actor.name)
    return endpoint, secret


def change_endpoint(*, actor: Viewer, endpoint_id: int, url: str, name: str, events: Iterable[str]) -> Endpoint:
    """Set address, name and events. What waits already goes to the new address."""
    require(allowed(actor, MANAGE))
    values = _clean(url, name, events)
    with transaction.atomic():
        endpoint = locked(endpoint_id)
        changed = tuple(field for field, value in values.items() if getattr(endpoint, field) != value)
        if changed:
            Endpoint.objects.filter(pk=endpoint.pk).update(**values)
            publish(WebhookChanged(endpoint_id=endpoint.pk, what=changed), actor=actor.name)
    endpoint.refresh_from_db()
    return endpoint


@transaction.atomic
def renew_secret(*, actor: Viewer, endpoint_id: int) -> str:
    """Give the endpoint a new secret; the old one signs beside it for a day. Returns the new one, shown only now."""
    require(allowed(actor, MANAGE))
    endpoint = locked(endpoint_id)
    secret = new_secret()
    endpoint.sealed_previous, endpoint.sealed_secret = endpoint.sealed_secret, seal(secret)
    endpoint.previous_until = clock.now() + OVERLAP
    endpoint.save(update_fields=["sealed_previous", "sealed_secret", "previous_until"])
    publish(WebhookChanged(endpoint_id=endpoint.pk, what=("secret",)), actor=actor.name)
    return secret


@transaction.atomic
def remove_endpoint(*, actor: Viewer, endpoint_id: int) -> None:
    """Forget the endpoint and its log."""
    require(allowed(actor, MANAGE))
    locked(endpoint_id).delete()
    publish(WebhookRemoved(endpoint_id=endpoint_id), actor=actor.name)


def locked(endpoint_id: int) -> Endpoint:
    """The endpoint, its row locked until the transaction ends; raises NotFound."""
    found = Endpoint.objects.select_for_update().filter(pk=endpoint_id).first()
    if found is None:
        raise NotFound
    return found


def _clean(url: str, name: str, events: Iterable[str]) -> dict[str, object]:
    """The values, usable; raises Invalid. A server that cannot be found now is no reason to refuse its address."""
    problems = {}
    wanted = sorted(set(events))
    if not name.strip():
        problems["name"] = _("Give it a name that says which system listens there.")
    if not wanted or set(wanted) - set(offered()):
        problems["events"] = _("Choose at least one event of the list.")
    try:
        examine(url.strip())
    except Refused as refusal:
        problems["url"] = refusal.sentence
    except Unreachable:
        pass
    if problems:
        raise Invalid(problems)
    return {"url": url.strip(), "name": name.strip()[:80], "events": wanted}
