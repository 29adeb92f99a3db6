"""How often somebody's reports were right."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q

from steward.care.conduct.enums import Outcome
from steward.care.conduct.models import Signal


class Record(NamedTuple):
    """Decided reports of one person."""

    upheld: int = 0
    dismissed: int = 0

    @property
    def share(self) -> float | None:
        """The share that was upheld, None while none was decided."""
        total = self.upheld + self.dismissed
        return self.upheld / total if total else None


def records_of(accounts: Iterable[int]) -> dict[int, Record]:
    """The record of each of these accounts, in one query; who never reported is left out."""
    rows = Signal.objects.filter(reporter__in=list(accounts)).values_list("reporter_id")
    counted = rows.annotate(
        upheld=Count("pk", filter=Q(outcome=Outcome.UPHELD)), dismissed=Count("pk", filter=Q(outcome=Outcome.DISMISSED))
    )
    return {account: Record(upheld, dismissed) for account, upheld, dismissed in counted}


def reports_since(account_id: int, since: datetime) -> int:
    """How many reports the account sent since then."""
    return Signal.objects.filter(reporter=account_id, at__gte=since).count()


HOUR = timedelta(hours=1)
