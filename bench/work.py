"""My work and the board with 10,000 tasks through Django's own client, beside a trivial query in the same run.

Processor time: the database works in this process, and a busy machine must not decide.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from bench.__main__ import row

TASKS, PEOPLE, ROUNDS = 10_000, 6, 5
GOAL = 0.3
PAGES = (
    ("my work", "/console/work/"), ("the board", "/console/work/board/"),
    ("the board, mine", "/console/work/board/?owner=me"),
    ("the list", "/console/work/tasks/"), ("the list, by label", "/console/work/tasks/?label=label-3"),
    ("the calendar", "/console/work/calendar/"),
)  # fmt: skip


def run() -> Iterator[dict[str, Any]]:
    """Seconds and queries for a page, the median of some rounds; the ratio is to counting a table's first row."""
    client = _set_up()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from steward.team.work.models import Task

    trivial = _median(lambda: Task.objects.filter(pk=1).exists())
    for name, path in PAGES:
        took = _median(lambda path=path: client.get(path))  # type: ignore[misc]
        with CaptureQueriesContext(connection) as context:
            assert client.get(path).status_code == 200, path
        yield row(
            f"10,000 tasks: {name}", took, "s", baseline=trivial, goal=f"below {GOAL * 1000:.0f} ms", met=took < GOAL
        )
        yield row(f"10,000 tasks: {name}, queries", len(context), "", goal="below 45", met=len(context) < 45)
    first, last = Task.objects.filter(state="todo").order_by("pk").values_list("pk", flat=True)[:2]
    body = {"state": "todo", "under": str(last)}
    took = _median(lambda: client.post(f"/console/work/tasks/{first}/move/", body))
    yield row("10,000 tasks: moving a card", took, "s", baseline=trivial)


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

    accounts = [Account.objects.create_user(f"mo{number}@example.org", name=f"Mo {number}") for number in range(PEOPLE)]
    Grant.objects.bulk_create(Grant(account=one, role="moderator", granted_at=clock.now()) for one in accounts)
    _write([account.pk for account in accounts])
    client = Client(headers={"host": "localhost"})
    client.force_login(accounts[0], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _write(accounts: list[int]) -> None:
    """Tasks of every state, a third of them done, with days around today, labels and steps."""
    from steward.foundation.kernel import clock
    from steward.team.work.models import ChecklistItem, Task, TaskLabel

    now = clock.now()
    states = ("todo", "todo", "doing", "waiting", "done", "done")
    tasks = [
        Task(
            title=f"Task {number}", state=states[number % 6], made_at=now, position=float(number),
            owner_id=accounts[number % PEOPLE] if number % 7 else None, priority=number % 4 + 1,
            finished_at=now if states[number % 6] == "done" else None,
            due_on=(due := now + timedelta(hours=number % 1500 - 300)).date(), due_at=due,
        )
        for number in range(TASKS)
    ]  # fmt: skip
    rows = Task.objects.bulk_create(tasks, batch_size=500)
    labels = [TaskLabel(task=task, name=f"label-{number % 9}") for number, task in enumerate(rows)]
    TaskLabel.objects.bulk_create(labels, batch_size=1000)
    items = [ChecklistItem(task=task, text=text, position=0) for task in rows[::3] for text in ("one", "two")]
    ChecklistItem.objects.bulk_create(items, batch_size=1000)


def _median(act: Callable[[], object]) -> float:
    act()
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        act()
        times.append(time.process_time() - start)
    return statistics.median(times)
