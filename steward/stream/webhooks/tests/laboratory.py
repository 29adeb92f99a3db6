"""A house with one webhook, run as a process: `python -m … laboratory add|brew|follow|die|send|show`."""

import json
import os
import signal
import sys
import time


def _endpoint(url: str) -> None:
    from steward.people.access.public import SYSTEM
    from steward.stream.webhooks.actions.edit_endpoint import add_endpoint

    add_endpoint(actor=SYSTEM, url=url, name="House bot", events=["tea.brewed"])


def _brew(count: str) -> None:
    from django.db import transaction

    from steward.foundation.journal.public import publish
    from steward.stream.webhooks.tests.conftest import TeaBrewed

    for pot in range(int(count)):
        with transaction.atomic():
            publish(TeaBrewed(pot_id=pot))


def _die_after_writing() -> None:
    """Killed in the transaction that writes deliveries and moves the cursor, before its commit."""
    from steward.stream.webhooks.actions import follow as room

    write = room._write
    room._write = lambda facts: (write(facts), os.kill(os.getpid(), signal.SIGKILL))
    room.follow()


def _send() -> None:
    from steward.stream.webhooks.actions.deliver import deliver_due
    from steward.stream.webhooks.actions.follow import follow

    follow()
    deliver_due(until=time.monotonic() + 60)


def _lease_over() -> None:
    """As if the two minutes had passed after which an attempt counts as lost."""
    from steward.foundation.kernel import clock
    from steward.stream.webhooks.models import Delivery

    Delivery.objects.filter(state="waiting").update(due_at=clock.now())


def _show() -> None:
    from steward.stream.webhooks.models import Delivery

    json.dump(list(Delivery.objects.order_by("pk").values_list("message_id", "state", "attempts")), sys.stdout)


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = os.environ.get("DJANGO_SETTINGS_MODULE", "steward.config.settings")
    import django

    django.setup()
    from steward.foundation.kernel import registry
    from steward.stream.webhooks.tests.conftest import BREWED

    registry.contribute("webhook-events", BREWED)
    verb, *rest = sys.argv[1:]
    verbs = {
        "add": _endpoint,
        "brew": _brew,
        "die": _die_after_writing,
        "send": _send,
        "late": _lease_over,
        "show": _show,
    }
    verbs[verb](*rest)


if __name__ == "__main__":
    main()
