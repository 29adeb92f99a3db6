"""Bringing standings up to date: the counts, and the levels they earn."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.people.access.public import Viewer
from steward.square.forum.events import TrustChanged
from steward.square.forum.models import Standing
from steward.square.forum.queries.limits import trust_rules
from steward.square.forum.queries.trust import BATCH, counts_of
from steward.square.forum.rules.trust import COUNTS, TrustRules, earned


def reckon_trust(*, actor: Viewer, account_ids: Collection[int], now: datetime | None = None) -> int:
    """Count anew what these accounts did and let their levels follow; returns how many levels moved.

    A level set by hand stays. In batches, each in its own transaction; doing it twice changes nothing more.
    """
    now, rules, ids = now or clock.now(), trust_rules(), sorted(set(account_ids))
    return sum(_batch(actor, ids[start : start + BATCH], rules, now) for start in range(0, len(ids), BATCH))


@transaction.atomic
def _batch(actor: Viewer, account_ids: list[int], rules: TrustRules, now: datetime) -> int:
    Standing.objects.bulk_create([Standing(account_id=pk) for pk in account_ids], ignore_conflicts=True)
    rows = list(Standing.objects.select_for_update(no_key=True).filter(pk__in=account_ids).order_by("pk"))
    counts = counts_of(account_ids, now)
    moved = []
    for row in rows:
        was = row.level
        for name, count in counts[row.account_id].items():
            setattr(row, name, count)
        row.reckoned_at = now
        if not row.by_hand:
            row.level = earned(counts[row.account_id], rules)
        if row.level != was:
            moved.append(TrustChanged(row.account_id, row.level, was))
    Standing.objects.bulk_update(rows, [*COUNTS, "level", "reckoned_at"])
    for fact in moved:
        publish(fact, actor=actor.name)
    return len(moved)
