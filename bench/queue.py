"""The queue of 100,000 open cases: its pages through Django's own client, beside a trivial view in the same run."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from bench.__main__ import row

CASES, PEOPLE, ROUNDS = 100_000, 2_000, 7
GOAL = 0.3
QUEUE = "/console/conduct/queue/"


def run() -> Iterator[dict[str, Any]]:
    """Seconds for a page, the median of some rounds; the ratio is to a view that answers "ok"."""
    client = _set_up()
    trivial = _median(lambda: client.get("/healthz"))
    deep = _deep(client)
    pages = (
        ("opened", QUEUE), ("page 21, by keyset", deep), ("found by a rule", f"{QUEUE}?source=rule"),
        ("nobody's, late", f"{QUEUE}?standing=unclaimed&standing=late"),
        ("for one reason, the oldest first", f"{QUEUE}?code=fraud&sort=opened_at"),
        ("searched", f"{QUEUE}?q=word+9999"),
    )  # fmt: skip
    for name, path in pages:
        took = _median(lambda path=path: client.get(path))  # type: ignore[misc]
        goal = f"below {GOAL * 1000:.0f} ms" if name == "opened" else ""
        yield row(f"queue of 100,000 cases: {name}", took, "s", baseline=trivial, goal=goal,
                  met=took < GOAL if goal else None)  # fmt: skip
    from steward.care.conduct.models import Case

    top = Case.objects.order_by("-priority").values_list("pk", flat=True)[0]
    took = _median(lambda: client.get(f"/console/conduct/cases/{top}/"))
    yield row("queue: the page of a case", took, "s", baseline=trivial)


def _set_up() -> Any:
    os.environ["STEWARD_HOME"] = tempfile.mkdtemp(prefix="steward-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steward.config.settings")
    os.environ["STEWARD_ALLOWED_HOSTS"] = "*"
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0, interactive=False)
    from steward.foundation.kernel import clock
    from steward.people.access.models import Grant
    from steward.people.accounts.public import Account

    account = Account.objects.create_user("mo@example.org", name="Mo")
    Grant.objects.create(account=account, role="moderator", granted_at=clock.now())
    _write()
    client = Client(headers={"host": "localhost"})
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(QUEUE).status_code == 200
    return client


def _write() -> None:
    """Cases as they might be after a bad year: one in seven late, one in five found by a rule, texts of a paragraph."""
    from steward.care.conduct.models import Case, Signal
    from steward.foundation.kernel import clock
    from steward.people.members.public import Identity, Member

    now = clock.now()
    members = Member.objects.bulk_create(Member(name=f"M{number}") for number in range(PEOPLE))
    identities = Identity.objects.bulk_create(
        Identity(member=one, home=one, service="chat", realm="chat", account_id=str(one.pk), name=one.name)
        for one in members
    )
    codes = ("ad", "flood", "abuse", "fraud", "dup")
    Case.objects.bulk_create(
        (
            Case(
                kind="post", subject_id=number + 1, author=identities[number % PEOPLE], place=f"category:{number % 9}",
                place_name=f"Place {number % 9}", title=f"Topic {number % 700}", text=f"word {number} " * 30,
                html=f"<p>{number}</p>" * 10, code=codes[number % 5], severity=number % 4 + 1, readers=number % 1000,
                trust=number % 13, priority=round(number * 7919 % 100_003 / 100, 3), signals_count=1,
                opened_at=now - timedelta(minutes=number), due_at=now + timedelta(hours=number % 7 - 1),
            )
            for number in range(CASES)
        ),
        batch_size=2000,
    )  # fmt: skip
    Signal.objects.bulk_create(
        (
            Signal(case_id=pk, source="rule" if pk % 5 == 0 else "report", code=codes[pk % 5], at=now)
            for pk in Case.objects.values_list("pk", flat=True)
        ),
        batch_size=5000,
    )


def _deep(client: Any) -> str:
    """The address of the page twenty pages on, as the links lead there."""
    path = QUEUE
    for _turn in range(20):
        html = client.get(path).content.decode()
        following = html.rpartition("after=")[0].rpartition('href="')[2]
        rest = html.rpartition("after=")[2].partition('"')[0]
        path = f"{following}after={rest}".replace("&amp;", "&")
    return path


def _median(call: Callable[[], object]) -> float:
    call()
    taken = []
    for _turn in range(ROUNDS):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[ROUNDS // 2]
