"""What webhooks hear of the journal: everything that some endpoint may want."""

from typing import Any

from steward.foundation.journal.public import subscribe
from steward.stream.webhooks.events import AnyFact
from steward.stream.webhooks.models import Endpoint
from steward.stream.webhooks.records import by_fact
from steward.stream.webhooks.tasks import deliver_soon


@subscribe(AnyFact)
def hurry(fact: Any) -> None:
    """Ask for a turn at once when the fact may be told to somebody; the schedule would come within a minute."""
    if fact.type in by_fact() and Endpoint.objects.filter(is_active=True).exists():
        deliver_soon()
