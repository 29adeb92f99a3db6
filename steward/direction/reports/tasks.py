"""What reports do by the clock and in the background."""

from datetime import date
from typing import Any

from steward.direction.reports.actions.keep_clock import send_due, write_due
from steward.direction.reports.actions.write_report import write_report
from steward.direction.reports.enums import WRITE_JOB
from steward.direction.reports.queries.archive import windows_due
from steward.foundation.jobs.public import Progress, enqueue, handles, scheduled
from steward.foundation.kernel import clock
from steward.people.access.public import SYSTEM, viewer_of
from steward.people.accounts.public import Account


@scheduled("reports.clock", "*/10 * * * *")
def look_at_the_clock() -> None:
    """Every ten minutes: send the drafts whose time has come, have what is due written."""
    now = clock.now()
    send_due(actor=SYSTEM, now=now)
    if windows_due(now):
        enqueue(actor=SYSTEM, kind=WRITE_JOB)


@handles(WRITE_JOB)
def write(progress: Progress, **asked: Any) -> dict[str, Any]:
    """Write the report somebody asked for; without a period, everything that is due, and send what goes out at once."""
    if "period" not in asked:
        written = write_due(actor=SYSTEM, now=clock.now(), progress=progress)
        return {"written": written, "sent": send_due(actor=SYSTEM, now=clock.now())}
    since, until = date.fromisoformat(asked["since"]), date.fromisoformat(asked["until"])
    actor = viewer_of(Account.objects.filter(pk=int(asked.get("account") or 0)).first())
    report = write_report(
        actor=actor, period=asked["period"], since=since, until=until, style=asked.get("style", ""), progress=progress
    )
    return {"report": report.pk, "state": report.state}
