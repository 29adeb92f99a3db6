"""What the work asks of one team mate. Never of two side by side: this is no ranking."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from steward.care.appeals.public import Appeal
from steward.care.conduct.public import Judgement, Span
from steward.care.oversight.enums import LOAD, LOOK, VIEW
from steward.care.oversight.models import LoadNote, SecondLook
from steward.care.oversight.queries.looks import Agreements, agreements
from steward.care.oversight.queries.openness import openness
from steward.care.oversight.rules.periods import midnight
from steward.foundation.kernel import clock
from steward.foundation.kernel.chance import Share
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, accounts_with, allowed
from steward.people.accounts.public import Account

#: The load is shown for so many days; decisions and agreement for so many.
DAYS, LONG = 28, 365


@dataclass(frozen=True, slots=True)
class Day:
    """Seconds on one day with a case in front, and of these with a disturbing one."""

    day: date
    seconds: int
    disturbing: int


@dataclass(frozen=True, slots=True)
class Load:
    """One team mate: time by day, decisions, appeals, agreement; `until` is the first day not counted."""

    account: Account
    until: date
    days: list[Day]
    decisions: int
    overturns: Share  # of appeals decided about their decisions
    agreement: Agreements  # of their decisions with the second looks of others
    limit: int  # seconds a day with disturbing content after which a break is suggested
    notes: list[LoadNote]

    @property
    def seconds(self) -> int:
        """All of the time."""
        return sum(one.seconds for one in self.days)

    @property
    def disturbing(self) -> int:
        """Of that with disturbing content."""
        return sum(one.disturbing for one in self.days)

    @property
    def heavy(self) -> list[Day]:
        """The days with more disturbing content than is good."""
        return [one for one in self.days if one.disturbing > self.limit]


def own_load(viewer: Viewer, now: datetime | None = None) -> Load:
    """One's own, today too: the person reads it first. Raises Forbidden."""
    require(allowed(viewer, VIEW))
    if viewer.account is None:
        raise NotFound
    return _load(viewer.account, _today(now) + timedelta(days=1))


def load_of(viewer: Viewer, account_id: int, now: datetime | None = None) -> Load:
    """A team mate's, up to yesterday: today is the person's own. Raises Forbidden, NotFound."""
    require(allowed(viewer, LOAD))
    account = Account.objects.filter(pk=account_id).first()
    if account is None or account_id not in accounts_with(LOOK):
        raise NotFound
    return _load(account, _today(now))


def team(viewer: Viewer) -> list[Account]:
    """Those whose load a lead may read, by name and by nothing else. Raises Forbidden."""
    require(allowed(viewer, LOAD))
    return list(Account.objects.filter(pk__in=accounts_with(LOOK)).order_by("name", "pk"))


def disturbing_today(viewer: Viewer, now: datetime | None = None) -> int:
    """Seconds the viewer spent on disturbing content today; one query."""
    since = midnight(_today(now))
    rows = Span.objects.filter(account=viewer.own_id, started_at__gte=since, disturbing=True)
    return int(rows.aggregate(n=Sum("seconds"))["n"] or 0)


def _load(account: Account, until: date) -> Load:
    end = midnight(until)
    long_ago = end - timedelta(days=LONG)
    judged = Judgement.objects.filter(by=account, at__gte=long_ago, at__lt=end)
    appeals = Appeal.objects.filter(judgement__by=account, decided_at__gte=long_ago, decided_at__lt=end)
    counted = appeals.aggregate(n=Count("pk"), gone=Count("pk", filter=Q(outcome="overturned")))
    looks = SecondLook.objects.filter(judgement__by=account, at__gte=long_ago, at__lt=end)
    return Load(
        account=account, until=until, days=_days(account, until), decisions=judged.count(),
        overturns=Share(counted["gone"], counted["n"]), agreement=agreements(looks),
        limit=openness().disturbing_minutes * 60,
        notes=list(LoadNote.objects.filter(account=account).order_by("-month")[:12]),
    )  # fmt: skip


def _days(account: Account, until: date) -> list[Day]:
    first = until - timedelta(days=DAYS)
    rows = Span.objects.filter(account=account, started_at__gte=midnight(first), started_at__lt=midnight(until))
    zone = timezone.get_default_timezone()
    counted = rows.order_by().values_list(TruncDate("started_at", tzinfo=zone)).annotate(
        n=Sum("seconds"), bad=Sum("seconds", filter=Q(disturbing=True), default=0)
    )  # fmt: skip
    found = {day: (n, bad) for day, n, bad in counted}
    days = [first + timedelta(days=number) for number in range(DAYS)]
    return [Day(day, *found.get(day, (0, 0))) for day in days]


def _today(now: datetime | None) -> date:
    return timezone.localdate(now or clock.now(), timezone.get_default_timezone())
