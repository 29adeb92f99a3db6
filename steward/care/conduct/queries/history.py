"""What the team knows of an author: earlier judgements and sanctions, trust, how long they are here, reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from steward.care.conduct.enums import Level, Source
from steward.care.conduct.models import Case, Judgement, Sanction, Signal
from steward.care.conduct.queries.standing import account_of, same_person
from steward.people.access.public import viewer_of
from steward.people.accounts.public import Account
from steward.people.members.public import Identity
from steward.square.forum.public import standpoint

#: Judgements shown.
MANY = 8


@dataclass(frozen=True, slots=True)
class History:
    """An author as the team knows them. `level` is the trust level, None for who has no account here."""

    account: Account | None = None
    level: int | None = None
    since: datetime | None = None
    judgements: Sequence[Judgement] = ()
    violations: int = 0  # judgements that stand and said something against them
    running: Sequence[Sanction] = ()
    cases: int = 0  # others about them
    reports: int = 0  # against them, in other cases
    reports_upheld: int = 0


def history_of(case: Case, now: datetime) -> History:
    """The history of a case's author without this case; a constant number of queries."""
    identities = same_person(case.author_id)
    if not identities:
        return History()
    account = account_of(case.author_id)
    found = Judgement.objects.filter(author__in=identities).exclude(case=case.pk)
    standing = found.filter(overturned_at=None).exclude(level=Level.NONE)
    lasting = Sanction.objects.filter(author__in=identities, ended_at=None, lifted=False)
    running = lasting.exclude(judgement__case=case.pk)
    others = Case.objects.filter(author__in=identities).exclude(pk=case.pk)
    reports = Signal.objects.filter(case__in=others.values("pk"), source=Source.REPORT)
    counted = reports.aggregate(all=Count("pk"), upheld=Count("pk", filter=Q(outcome="upheld")))
    return History(
        account=account,
        level=standpoint(viewer_of(account)).level if account else None,
        since=account.date_joined if account else _first_seen(identities),
        judgements=list(found.select_related("case", "sanction").order_by("-at")[:MANY]),
        violations=standing.count(),
        running=[one for one in running.filter(Q(ends_at=None) | Q(ends_at__gt=now)) if one.level not in _MOMENTARY],
        cases=others.count(),
        reports=counted["all"],
        reports_upheld=counted["upheld"],
    )


#: Levels that are over as soon as they are there.
_MOMENTARY = frozenset({Level.NONE, Level.REMIND, Level.WARN, Level.HIDE})


def _first_seen(identities: list[int]) -> datetime | None:
    rows = Identity.objects.filter(pk__in=identities, first_seen__isnull=False).order_by("first_seen")
    return rows.values_list("first_seen", flat=True).first()
