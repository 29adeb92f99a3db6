"""Running identity resolution over everyone: certain pairs merge, likely ones become proposals."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F, Max

from steward.foundation.jobs.public import Job, Reporter, enqueue
from steward.foundation.journal.public import Decision, position, publish, rewind
from steward.foundation.kernel.ruling import require
from steward.foundation.proposals.public import Offer, Proposal, offer, withdraw
from steward.people.access.public import Viewer, allowed
from steward.people.members.actions.merge_members import Union, record
from steward.people.members.actions.settle import settle
from steward.people.members.bulk import chunks
from steward.people.members.enums import MERGE
from steward.people.members.events import MembersResolved
from steward.people.members.identity.normalise import Facts
from steward.people.members.identity.resolve import Groups, Match, Resolution, resolve
from steward.people.members.identity.score import VERSION
from steward.people.members.models import Identity, Member, RejectedPair

CONSUMER = JOB = "members.resolve"
MADE_BY = f"rule:{VERSION}"
_BATCH = 500


class _Silent:
    """Nobody listens to the progress."""

    def report(self, done: int, total: int | None = None, note: str = "", *, force: bool = False) -> None:
        """Nothing."""


def resolve_members(*, actor: Viewer, progress: Reporter | None = None, everything: bool = False) -> MembersResolved:
    """Merge what is certain and propose what is likely among identities that are new or changed since the last run.

    `everything` looks at all pairs again. Reads and computes outside a transaction, writes in short ones; running it
    again changes nothing. Raises Forbidden, and `Cancelled` through the progress.
    """
    require(allowed(actor, "members.merge"))
    tell = progress or _Silent()
    upto = Identity.objects.aggregate(last=Max("seq"))["last"] or 0
    after = 0 if everything else position(CONSUMER)
    facts, member = _facts()
    only = None if after == 0 else _changed(after, member)
    if only is not None and not only:
        return MembersResolved(0, 0, 0)
    tell.report(0, len(facts), force=True)
    found = resolve(facts, member=member, rejected=_rejected(), claimed=_claimed(), only=only)
    merged = _merge(actor, found, tell)
    with transaction.atomic():
        proposed = offer(actor=actor, kind=MERGE, made_by=MADE_BY, offers=[_offer(match) for match in found.proposals])
        _sweep(actor)
        rewind(CONSUMER, to=upto)
        fact = MembersResolved(len(facts) if only is None else len(only), merged, proposed)
        publish(fact, actor=actor.name)
    return fact


def resolve_soon(*, actor: Viewer) -> Job | None:
    """Start the resolution as a job, unless one is waiting already."""
    require(allowed(actor, "members.merge"))
    if Job.objects.filter(kind=JOB, state=Job.State.WAITING).exists():
        return None
    return enqueue(actor=actor, kind=JOB)


def is_due() -> bool:
    """Whether anything changed since the last run."""
    return Identity.objects.filter(seq__gt=position(CONSUMER)).exists()


def _facts() -> tuple[list[Facts], dict[int, int]]:
    rows = Identity.objects.order_by("pk").values_list(*Facts._fields[:-2], "member__is_bot", "service", "member_id")
    facts, member = [], {}
    for row in rows.iterator(chunk_size=5000):
        facts.append(Facts(*row[:-1]))
        member[row[0]] = row[-1]
    return facts, member


def _changed(after: int, member: dict[int, int]) -> set[int]:
    """Identities of members any of whose identities changed: the best pair of two members may be another one."""
    members = set(Identity.objects.filter(seq__gt=after).values_list("member_id", flat=True))
    return {identity for identity, owner in member.items() if owner in members}


def _rejected() -> list[tuple[int, int]]:
    return list(RejectedPair.objects.values_list("low_id", "high_id"))


def _claimed() -> set[int]:
    rows = Member.objects.filter(account__isnull=False).values_list("pk", "merged_into_id")
    return {into or pk for pk, into in rows}


def _merge(actor: Viewer, found: Resolution, tell: Reporter) -> int:
    merged = 0
    for batch in chunks(found.merges, _BATCH):
        with transaction.atomic():
            merged += _merge_batch(actor, batch)
        tell.report(merged, len(found.merges))
    return merged


def _merge_batch(actor: Viewer, batch: Sequence[Match]) -> int:
    """Record the matches whose two identities are still two members, and settle them all at once."""
    ends = {identity for match in batch for identity in (match.low, match.high)}
    rows = list(Identity.objects.filter(pk__in=ends).values_list("pk", "home_id", "member_id"))
    home = {pk: birthplace for pk, birthplace, _ in rows}
    groups = Groups({pk: member for pk, _, member in rows}, _rejected_among(ends), ())
    touched: set[int] = set()
    merged = 0
    for match in batch:
        if not {match.low, match.high} <= home.keys() or not groups.may_join(match.low, match.high):
            continue
        groups.join(match.low, match.high)
        evidence = {"rules": list(match.rules), "score": round(match.score, 4), "identities": [match.low, match.high]}
        # The older identity's side survives: links to it are the most likely to be about already.
        record(Union(home[match.low], home[match.high], evidence), actor=actor, by=Decision.By.RULE, version=VERSION)
        touched |= {home[match.low], home[match.high]}
        merged += 1
    settle(touched)
    return merged


def _rejected_among(identities: Iterable[int]) -> list[tuple[int, int]]:
    return list(RejectedPair.objects.filter(low__in=list(identities)).values_list("low_id", "high_id"))


def _offer(match: Match) -> Offer:
    return Offer(
        key=f"identity:{match.low}+identity:{match.high}",
        score=round(match.score, 4),
        evidence={"rules": list(match.rules), "score": round(match.score, 4), "identities": [match.low, match.high]},
        payload={"low": match.low, "high": match.high},
    )


def _sweep(actor: Viewer) -> None:
    """Withdraw proposals within one member, and all but the best between the same two."""
    rows = list(
        Proposal.objects.filter(kind=MERGE, state=Proposal.State.OPEN)
        .order_by(F("score").desc(), "pk")
        .values("key", "payload")
    )
    ends = {number for row in rows for number in row["payload"].values()}
    member: dict[int, int] = {}
    for chunk in chunks(ends):
        member |= dict(Identity.objects.filter(pk__in=chunk).values_list("pk", "member_id"))
    seen: set[frozenset[int | None]] = set()
    stale = []
    for row in rows:
        pair = frozenset(member.get(number) for number in row["payload"].values())
        if len(pair) == 1 or None in pair or pair in seen:
            stale.append(row["key"])
        seen.add(pair)
    withdraw(actor=actor, kind=MERGE, keys=stale)
