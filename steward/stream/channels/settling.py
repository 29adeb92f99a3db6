"""What follows when everything was stored: who is who, threads, last seen, lake."""

from django.utils.translation import gettext as _

from steward.foundation.jobs.public import Reporter
from steward.people.access.public import SYSTEM
from steward.people.members.public import resolve_members
from steward.stream.activity.public import settle as settle_stream


class _Relay:
    """Passes a step's reports on under the step's name; the bar stays where the reading ended."""

    def __init__(self, reporter: Reporter, done: int, note: str) -> None:
        self._reporter = reporter
        self._done = done
        self._note = note

    def report(self, done: int = 0, total: int | None = None, note: str = "", *, force: bool = False) -> None:
        """Report the step; raises what the run's own reporter raises."""
        del total, note
        self._reporter.report(self._done, self._done, f"{self._note} ({done:,})" if done else self._note, force=force)


def settle(reporter: Reporter, done: int) -> None:
    """Bring everything that is derived from accounts and activities up to date. Done again, it changes nothing."""
    people = _Relay(reporter, done, _("Finding the same people in other places"))
    people.report(force=True)
    resolve_members(actor=SYSTEM, progress=people)
    stream = _Relay(reporter, done, _("Joining conversations and filling the lake"))
    stream.report(force=True)
    settle_stream(stream.report)
