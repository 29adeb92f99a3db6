"""Writing down what the ledger says: after merges, edits and changed accounts, for any number of members at once.

A part of other actions, never called by a mouth: it neither authorises nor announces.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from steward.foundation.journal.public import allocate
from steward.people.members import ledger
from steward.people.members.bulk import chunks, moment, packed, update
from steward.people.members.ledger import Birth, EditRow, MergeRow, Standing
from steward.people.members.models import Edit, Identity, Member, Merge

_SHOWN = ("name", "name_by_hand", "note", "tags", "is_bot", "is_team", "do_not_profile", "consents")


class _Born(NamedTuple):
    id: int
    home: int
    member: int
    name: str
    is_bot: bool
    first_seen: datetime | None
    last_seen: datetime | None


def settle(members: Collection[int], *, touched: Collection[int] = ()) -> None:
    """Recompute the members that contain these rows and write what differs.

    Give every row on both sides of a merge. Identities that changed hands, whose member's flags changed, or that are
    named in `touched`, take a new number of the sequence "identities". Needs a transaction.
    """
    allocate("identities", 0)  # whoever changes who is who waits here for the one before
    rows = _atoms(members)
    identities = _identities(rows)
    births = _births(rows, identities)
    root = ledger.roots(births.values(), _merges(rows))
    groups: dict[int, list[int]] = defaultdict(list)
    for member, survivor in root.items():
        groups[survivor].append(member)
    flagged = _write_members(rows, groups, births, identities)
    _write_roots(rows, root)
    _write_identities(identities, root, flagged, set(touched))


def _atoms(members: Iterable[int]) -> dict[int, dict[str, Any]]:
    """All rows of the members these rows count as now."""
    survivors: set[int] = set()
    for chunk in chunks(members):
        for pk, into in Member.objects.filter(pk__in=chunk).values_list("pk", "merged_into_id"):
            survivors.add(into or pk)
    columns = ("id", "merged_into_id", "account_id", "first_seen", "last_seen", *_SHOWN)
    return {
        row["id"]: row
        for chunk in chunks(survivors)
        for row in Member.objects.filter(Q(pk__in=chunk) | Q(merged_into__in=chunk)).values(*columns)
    }


def _identities(members: Iterable[int]) -> list[_Born]:
    columns = (
        "id",
        "home_id",
        "member_id",
        "name",
        "is_bot",
        "first_seen",
        "last_seen",
        "handle",
        "email",
        "account_id",
    )
    found = []
    for chunk in chunks(members):
        for row in Identity.objects.filter(home_id__in=chunk).order_by("id").values_list(*columns):
            name = row[3] or row[7] or row[8].partition("@")[0] or row[9][:200]
            found.append(_Born(row[0], row[1], row[2], name, *row[4:7]))
    return found


def _births(rows: dict[int, dict[str, Any]], identities: list[_Born]) -> dict[int, Birth]:
    by_home: dict[int, list[_Born]] = defaultdict(list)
    for identity in identities:
        by_home[identity.home].append(identity)
    births = {}
    for member, row in rows.items():
        born = by_home[member]
        name = born[0].name if born else row["name"]
        births[member] = Birth(member, name, any(i.is_bot for i in born), row["account_id"] is not None)
    return births


def _merges(members: Collection[int]) -> list[MergeRow]:
    return [
        MergeRow(*row)
        for chunk in chunks(members)
        for row in Merge.objects.filter(undone_at=None, loser__in=chunk).values_list("id", "winner_id", "loser_id")
        if row[1] in members
    ]


def edits_of(members: Iterable[int]) -> dict[int, list[EditRow]]:
    """The edits of each of these rows."""
    found: dict[int, list[EditRow]] = defaultdict(list)
    columns = ("id", "member_id", "field", "key", "value", "replaces")
    for chunk in chunks(members):
        for row in Edit.objects.filter(member__in=chunk).values_list(*columns):
            found[row[1]].append(EditRow(row[0], row[1], row[2], row[3], row[4], tuple(row[5])))
    return found


def _write_members(
    rows: dict[int, dict[str, Any]], groups: dict[int, list[int]], births: dict[int, Birth], identities: list[_Born]
) -> set[int]:
    """Write what is shown of each survivor; returns those whose flags changed."""
    edits = edits_of(rows)
    spans = _spans(identities)
    flagged = set()
    shown, seen = [], []
    for survivor, members in groups.items():
        row = rows[survivor]
        own = {member: births[member] for member in members}
        now = ledger.standing(survivor, own, [edit for member in members for edit in edits.get(member, [])])
        if _flags(now) != (row["is_bot"], row["is_team"], row["do_not_profile"]):
            flagged.add(survivor)
        if _columns(now) != tuple(row[column] for column in _SHOWN):
            shown.append((*_stored(now), survivor))
        span = _widest(spans[member] for member in members)
        if span != (row["first_seen"], row["last_seen"]):
            seen.append((moment(span[0]), moment(span[1]), survivor))
    update(Member, _SHOWN, shown)
    update(Member, ("first_seen", "last_seen"), seen)
    return flagged


Span = tuple[datetime | None, datetime | None]


def _spans(identities: list[_Born]) -> dict[int, Span]:
    spans: dict[int, Span] = defaultdict(lambda: (None, None))
    for identity in identities:
        spans[identity.home] = _widest((spans[identity.home], (identity.first_seen, identity.last_seen)))
    return spans


def _widest(spans: Iterable[Span]) -> Span:
    firsts, lasts = [], []
    for first, last in spans:
        firsts += [first] if first else []
        lasts += [last] if last else []
    return min(firsts, default=None), max(lasts, default=None)


def _flags(now: Standing) -> tuple[bool, bool, bool]:
    return now.is_bot, now.is_team, now.do_not_profile


def _columns(now: Standing) -> tuple[Any, ...]:
    return now.name, now.name_by_hand, now.note, list(now.tags), *_flags(now), now.consents


def _stored(now: Standing) -> tuple[Any, ...]:
    return now.name, now.name_by_hand, now.note, packed(list(now.tags)), *_flags(now), packed(now.consents)


def _write_roots(rows: dict[int, dict[str, Any]], root: dict[int, int]) -> None:
    moved = []
    for member, survivor in root.items():
        into = None if survivor == member else survivor
        if into != rows[member]["merged_into_id"]:
            moved.append((into, member))
    update(Member, ("merged_into_id",), moved)


def _write_identities(identities: list[_Born], root: dict[int, int], flagged: set[int], touched: set[int]) -> None:
    changed = [
        (root[identity.home], identity.id)
        for identity in identities
        if root[identity.home] != identity.member or root[identity.home] in flagged or identity.id in touched
    ]
    if not changed:
        return
    first = allocate("identities", len(changed))
    update(Identity, ("member_id", "seq"), [(member, first + n, pk) for n, (member, pk) in enumerate(changed)])
