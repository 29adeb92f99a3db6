"""Taking the turns of the timetable."""

import logging
from datetime import datetime

from django.db import transaction
from django_q.tasks import async_task

from steward.foundation.jobs.cron import next_after
from steward.foundation.jobs.handlers import schedules
from steward.foundation.jobs.models import Timetable
from steward.foundation.kernel import clock

log = logging.getLogger(__name__)


def synchronise(now: datetime) -> None:
    """Make the timetable hold exactly the schedules of the rooms; a changed expression counts from now."""
    Timetable.objects.exclude(name__in=schedules).delete()
    known = dict(Timetable.objects.values_list("name", "cron"))
    for schedule in schedules.values():
        values = {"cron": schedule.cron, "next_run": next_after(schedule.cron, now)}
        if schedule.name not in known:
            Timetable.objects.get_or_create(name=schedule.name, defaults=values)
        elif known[schedule.name] != schedule.cron:
            Timetable.objects.filter(name=schedule.name, cron=known[schedule.name]).update(**values)


def tick(now: datetime) -> list[str]:
    """Queue every schedule whose time has come and move it on; returns their names.

    Each turn is taken by exactly one worker: the row moves only from the time it was read with, in the transaction
    that queues the turn.
    """
    taken = []
    for row in Timetable.objects.filter(next_run__lte=now, name__in=schedules):
        with transaction.atomic():
            unmoved = Timetable.objects.filter(pk=row.pk, next_run=row.next_run)
            if unmoved.update(next_run=next_after(row.cron, now), last_run=now):
                async_task(
                    "steward.foundation.jobs.actions.tick.run_schedule", row.name, q_options={"task_name": row.name}
                )
                taken.append(row.name)
    return taken


def run_schedule(name: str) -> None:
    """Run one schedule; a failure is logged and shown in the list of schedules."""
    failed_at = None
    try:
        schedules[name].run()
    except Exception:
        log.exception("schedule %s failed", name)
        failed_at = clock.now()
    Timetable.objects.filter(pk=name).update(failed_at=failed_at)
