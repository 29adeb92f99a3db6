"""A worker with jobs made for tests, run as a process: `python -m … laboratory work|migrate|enqueue|show`."""

import json
import os
import sys
import time
from pathlib import Path

ROUND_SECONDS = 0.5


def register() -> None:
    from steward.foundation.jobs.handlers import Progress, handles, scheduled, schedules

    notes = Path(os.environ["STEWARD_HOME"]) / "notes.txt"
    gate = Path(os.environ["STEWARD_HOME"]) / "gate"

    def note(line: str) -> None:
        with notes.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    @handles("tests.count")
    def count(progress: Progress, total: int, nap: float) -> dict[str, int]:
        note(f"begin {os.getpid()}")
        for step in range(total):
            while step == total // 2 and nap and not gate.exists():
                progress.report(step, total, "waiting at the gate")
                time.sleep(nap)
            progress.report(step, total, "counting")
        return {"sum": sum(range(total))}

    @handles("tests.silent")
    def silent(progress: Progress) -> None:
        note(f"begin {os.getpid()}")
        while not gate.exists():
            time.sleep(0.1)

    schedules.clear()

    @scheduled("tests.yearly", "0 0 1 1 *")
    def yearly() -> None:
        note("turn")


def show() -> None:
    from steward.foundation.jobs.models import Job, Timetable

    fields = ("id", "kind", "state", "done", "total", "result", "attempts", "worker", "error")
    json.dump(
        {"jobs": list(Job.objects.order_by("pk").values(*fields)), "schedules": Timetable.objects.count()}, sys.stdout
    )


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "steward.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    register()
    verb, *rest = sys.argv[1:]
    if verb == "migrate":
        call_command("migrate", verbosity=0, skip_checks=True)
    elif verb == "work":
        from steward.foundation.jobs import worker

        worker.ROUND_SECONDS = ROUND_SECONDS
        worker.run_worker()
    elif verb == "show":
        show()
    elif verb == "due":
        from steward.foundation.jobs.models import Timetable
        from steward.foundation.kernel import clock

        Timetable.objects.update(next_run=clock.now())
    elif verb == "enqueue":
        from steward.foundation.jobs.public import enqueue
        from steward.foundation.jobs.tests.actors import Somebody

        enqueue(actor=Somebody(), kind=rest[0], **json.loads(rest[1]))
    elif verb == "cancel":
        from steward.foundation.jobs.public import stop

        stop(int(rest[0]))


if __name__ == "__main__":
    main()
