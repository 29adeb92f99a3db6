"""Processes that are killed: `python -m …laboratory <verb>` on the database and home of the environment."""

import json
import os
import signal
import sys
from datetime import UTC
from pathlib import Path
from typing import Any


def die() -> None:
    """As if the power had gone."""
    os.kill(os.getpid(), signal.SIGKILL)


def records(first: int, count: int) -> list[Any]:
    """Questions and answers by five members in threads of six, over some months."""
    from steward.stream.activity.tests.stages import said

    return [
        said(f"m{n}", n * 7, account_id=f"u{n % 5}", thread_id="" if n % 6 else f"t{n}",
             kind="comment" if n % 6 else "post", parent_id=f"m{n - n % 6}" if n % 6 else "")
        for n in range(first, first + count)
    ]  # fmt: skip


def ingestor() -> Any:
    from steward.people.access.public import SYSTEM
    from steward.stream.activity.public import Ingestor
    from steward.stream.activity.tests.stages import a_source

    return Ingestor(actor=SYSTEM, source=a_source())


def feed(size: int, batch: int) -> None:
    """Ingest in batches from the beginning: what is there already changes nothing."""
    into = ingestor()
    for first in range(0, size, batch):
        into.ingest(records(first, batch))


def die_in_batch() -> None:
    """Killed after the rows of a batch were written and before they are committed."""
    ingestor().ingest(records(0, 60), lambda _counts: die())


def die_in_threads() -> None:
    """Killed after the effect of the consumer, before its cursor is committed."""
    from steward.foundation.journal.public import advance
    from steward.stream.activity.derive import threads
    from steward.stream.activity.queries.stream import read_stream

    def effect(rows: Any) -> None:
        threads.recount({row.thread_id for row in rows if row.thread_id})
        die()

    advance(threads.CONSUMER, read_stream, effect, batch=30)


def die_in_lake() -> None:
    """Killed when the new files are there and the manifest is not."""
    from steward.stream.activity.lake import manifest
    from steward.stream.activity.public import advance_lake

    manifest.commit = lambda *_: die()
    advance_lake()


def settle_all() -> None:
    from steward.stream.activity.public import settle

    settle()


def settle_often() -> None:
    from steward.stream.activity.lake import write

    write.PAGE, write.ROUND = 20, 40
    for _ in range(1000):
        settle_all()


def show() -> None:
    """Everything that ought to be the same whatever was killed."""
    from steward.foundation.journal.public import latest, position
    from steward.stream.activity.models import Activity, Thread
    from steward.stream.activity.public import Lake
    from steward.stream.activity.tests.stages import truth

    held = Lake().connect().execute("SELECT * FROM activity ORDER BY id").fetchall()
    threads = Thread.objects.order_by("key").values_list("key", "posts", "participants", "opened_at", "last_at")
    json.dump({
        "activities": Activity.objects.count(),
        "seqs": Activity.objects.order_by("seq").values_list("seq", flat=True).distinct().count(),
        "edits": sum(Activity.objects.values_list("edits", flat=True)),
        "latest": latest("stream")["stream"],
        "cursor": position("activity.threads"),
        "threads": [(key, posts, people, str(a and a.astimezone(UTC)), str(b)) for key, posts, people, a, b in threads],
        "lake_is_true": held == truth(),
        "lake_rows": len(held),
    }, sys.stdout)  # fmt: skip


def main() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    verb, *rest = sys.argv[1:]
    Path(os.environ["STEWARD_HOME"], f"begun-{os.getpid()}").touch()
    if verb == "migrate":
        call_command("migrate", verbosity=0, skip_checks=True)
    elif verb == "feed":
        feed(*map(int, rest))
    else:
        {"show": show, "settle": settle_all, "settle-often": settle_often, "die-in-batch": die_in_batch,
         "die-in-threads": die_in_threads, "die-in-lake": die_in_lake}[verb]()  # fmt: skip


if __name__ == "__main__":
    main()
