"""Today with ten million activities behind it: the page through Django's own client, beside a trivial view.

Processor time: the database works in this process, and a busy machine must not decide.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from bench.__main__ import row

ACTIVITIES, TASKS, TOPICS, ROUNDS = 10_000_000, 2_000, 5_000, 7
BATCH = 200_000
GOAL = 0.3


def run() -> Iterator[dict[str, Any]]:
    """Seconds for a page, the median of some rounds; the ratio is to a view that answers "ok"."""
    client = _set_up()
    trivial = _median(lambda: client.get("/healthz"))
    for name, path in (("the page", "/console/"), ("what moved", "/console/today/moved/")):
        took = _median(lambda path=path: client.get(path))  # type: ignore[misc]
        yield row(f"today with {ACTIVITIES:,} activities: {name}", took, "s", baseline=trivial,
                  goal=f"below {GOAL * 1000:.0f} ms", met=took < GOAL)  # fmt: skip


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
    from steward.people.access.public import viewer_of
    from steward.people.accounts.public import Account

    account = Account.objects.create_user("olivia@example.org", name="Olivia")
    Grant.objects.create(account=account, role="owner", granted_at=clock.now())
    _write(viewer_of(account))
    client = Client(headers={"host": "localhost"})
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/console/").status_code == 200
    return client


def _write(owner: Any) -> None:
    """Rows of activities as an import leaves them, tasks and topics that wait, sentences that were told."""
    from steward.direction.today.models import Told
    from steward.foundation.kernel import clock
    from steward.people.access.public import SYSTEM
    from steward.square.forum.public import Category, Topic
    from steward.stream.activity.public import ensure_source
    from steward.stream.insights.public import today
    from steward.team.work.public import make_task

    now = clock.now()
    _activities(ensure_source(actor=SYSTEM, key="old", name="Old", service="slack").pk)
    for number in range(TASKS):
        make_task(actor=owner, title=f"Task {number}", owner_id=owner.account_id if number % 20 == 0 else None,
                  due=now + timedelta(days=number % 40 - 5))  # fmt: skip
    place = Category.objects.create(key="all", name="All")
    Topic.objects.bulk_create(
        Topic(category=place, kind="question", title=f"Question {number}", slug="q", posts_count=1,
              created_at=now - timedelta(minutes=7 * number), last_post_at=now)
        for number in range(TOPICS)
    )  # fmt: skip
    rows = [{"key": "posts", "text": "Posts fell.", "good": False, "why": ["A.", "B."]}]
    Told.objects.create(pk=1, at=now, since=today(), until=today(), rows={"en": rows, "zh-hans": rows})


def _activities(source: int) -> None:
    from django.db import connection

    columns = [field for field in _activity_fields() if field.name != "id"]
    names = ", ".join(f'"{field.column}"' for field in columns)
    values = ", ".join(_value(field, source) for field in columns)
    with connection.cursor() as cursor:
        for start in range(0, ACTIVITIES, BATCH):
            cursor.execute(
                f"WITH RECURSIVE n(i) AS (SELECT {start} UNION ALL SELECT i + 1 FROM n WHERE i < {start + BATCH - 1}) "
                f"INSERT INTO activity_activity ({names}) SELECT {values} FROM n"
            )


def _activity_fields() -> Any:
    from steward.stream.activity.public import Activity

    return Activity._meta.concrete_fields  # noqa: SLF001 — Django's own documented interface


def _value(field: Any, source: int) -> str:
    """A value that differs where it must: a day for each, numbers that count up, nothing where nothing may stand."""
    if field.name in {"source", "key"} or field.null:
        return {"source": str(source), "key": "'x' || i"}.get(field.name, "NULL")
    found = {
        "DateTimeField": "datetime('2023-01-01', '+' || (i / 7) || ' seconds')", "BooleanField": "0",
        "JSONField": "'{}'", "CharField": "'post'", "TextField": "'post'",
    }  # fmt: skip
    return found.get(field.get_internal_type(), "i")


def _median(act: Callable[[], Any]) -> float:
    took = []
    for _round in range(ROUNDS):
        start = time.process_time()
        act()
        took.append(time.process_time() - start)
    return sorted(took)[ROUNDS // 2]
