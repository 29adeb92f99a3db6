"""Telling a thousand followers, against writing the same number of bare rows."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.__main__ import row

FOLLOWERS, ROUNDS = 1000, 5
KIND = "bench.reply"


def run() -> Iterator[dict[str, Any]]:
    """Notifications a second with `tell` (wishes, folding, mail in the outbox), beside one bulk INSERT."""
    _set_up()
    from steward.people.accounts.public import Account
    from steward.people.notify.models import Mail

    Account.objects.bulk_create(
        Account(email=f"m{number}@example.org", name=f"M{number}", password="!") for number in range(FOLLOWERS)
    )
    accounts = list(Account.objects.values_list("pk", flat=True))
    bare = _rate(lambda number: _insert(accounts, number))
    fresh = _rate(lambda number: _tell(accounts, number, group=""))
    first = _rate(lambda number: _tell(accounts, number, group=f"topic:{number}"))
    folded = _rate(lambda number: _tell(accounts, number, group="topic:0"))
    assert Mail.objects.count() == 3 * ROUNDS * FOLLOWERS
    goal = "a third of a bare bulk insert, a mail row for each included"
    yield row(
        "tell: 1,000 followers, each a row and a mail", fresh, "/s", baseline=bare, goal=goal, met=fresh > bare / 3
    )
    yield row("tell: the same, open for folding", first, "/s", baseline=bare)
    yield row("tell: folded into an unread row", folded, "/s", baseline=bare)


def _set_up() -> None:
    os.environ["STEWARD_HOME"] = tempfile.mkdtemp(prefix="steward-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steward.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from steward.foundation.kernel.registry import contribute
    from steward.people.notify.public import Line, NotificationKind

    contribute("notification-kinds", NotificationKind(KIND, "Reply", "Bench", "each", lambda _params: Line("reply")))


def _rate(turn: Callable[[int], None]) -> float:
    """Rows a second in the best of some rounds."""
    best = float("inf")
    for number in range(ROUNDS):
        start = time.perf_counter()
        turn(number)
        best = min(best, time.perf_counter() - start)
    return FOLLOWERS / best


def _insert(accounts: list[int], number: int) -> None:
    from django.db import transaction

    from steward.foundation.kernel import clock
    from steward.people.notify.models import Notification

    now = clock.now()
    with transaction.atomic():
        Notification.objects.bulk_create(
            Notification(account_id=pk, kind="bare", subject=f"post:{number}", url="/t/1/", params=_PARAMS, at=now)
            for pk in accounts
        )


_PARAMS = {"title": "怎么泡好一壶茶？", "excerpt": "水温很重要"}


def _tell(accounts: list[int], number: int, group: str) -> None:
    from steward.people.notify.public import Letter, tell

    letter = Letter("怎么泡好一壶茶？", "<p>水温很重要</p>", "水温很重要", "topic:1", f"post:{group}:{number}", "tea")
    tell(kind=KIND, accounts=accounts, subject=f"post:{number}", params=_PARAMS, url="/t/1/", mail=letter, group=group)
