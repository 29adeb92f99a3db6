"""Memberships: who was in which channel, from when to when.

A stay is known by its channel, identity and time of joining. What an import says about it fits one of these:
- joined at a known time: that stay is made or completed; an open stay of unknown beginning turns out to be this one;
- left, beginning unknown: the latest open stay that began before ends then; without one, a stay of unknown beginning;
- "is a member", nothing else: an open stay of unknown beginning, unless there is any open stay.
Saying the same again changes nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from steward.foundation.journal.public import allocate
from steward.stream.activity.intake.places import Places
from steward.stream.activity.models import Membership
from steward.stream.activity.records import MembershipRecord

Pair = tuple[int, int]  # channel, identity
_FIELDS = ("joined_at", "joined_by", "inviter_id", "left_at", "left_by")


def keep(places: Places, records: Sequence[MembershipRecord]) -> int:
    """Write what the records say; returns the number of stays made or changed. Accounts must be known to `places`."""
    wanted = [(pair, record) for record in records if (pair := _pair(places, record))]
    if not wanted:
        return 0
    stays = _stays({pair for pair, _ in wanted})
    touched: dict[int, Membership] = {}
    for pair, record in wanted:
        inviter = places.identities.get(places.account(record.inviter_id, record.realm)) if record.inviter_id else None
        stay, changed = _settle(stays.setdefault(pair, []), pair, record, inviter)
        if changed:
            touched[id(stay)] = stay
    if not touched:
        return 0
    first = allocate("memberships", len(touched))
    for number, stay in enumerate(touched.values()):
        stay.seq = first + number
    made = [stay for stay in touched.values() if stay.pk is None]
    again = [stay for stay in touched.values() if stay.pk is not None]
    Membership.objects.bulk_update(again, (*_FIELDS, "seq"), batch_size=100)
    Membership.objects.bulk_create(made)
    return len(touched)


def _pair(places: Places, record: MembershipRecord) -> Pair | None:
    identity = places.identities.get(places.account(record.account_id, record.realm))
    return (places.channels[record.channel_id], identity) if identity else None


def _stays(pairs: set[Pair]) -> dict[Pair, list[Membership]]:
    found: dict[Pair, list[Membership]] = {}
    identities = sorted({identity for _, identity in pairs})
    channels = {channel for channel, _ in pairs}
    for start in range(0, len(identities), 500):
        part = identities[start : start + 500]
        for stay in Membership.objects.filter(identity__in=part, channel__in=channels).order_by("id"):
            found.setdefault((stay.channel_id, stay.identity_id), []).append(stay)
    return found


def _settle(
    stays: list[Membership], pair: Pair, record: MembershipRecord, inviter: int | None
) -> tuple[Membership, bool]:
    """Find or make the stay a record speaks of and complete it; the stay, and whether it changed."""
    stay = _spoken_of(stays, record)
    if stay is None:
        stay = Membership(channel_id=pair[0], identity_id=pair[1])
        stays.append(stay)
        _complete(stay, record, inviter)
        return stay, True
    return stay, _complete(stay, record, inviter)


def _spoken_of(stays: Iterable[Membership], record: MembershipRecord) -> Membership | None:
    undated = next((stay for stay in stays if stay.joined_at is None), None)
    if record.joined_at is not None:
        same = next((stay for stay in stays if stay.joined_at == record.joined_at), None)
        fits = undated is not None and (undated.left_at is None or undated.left_at >= record.joined_at)
        return same or (undated if fits else None)
    if record.left_at is not None:
        return _ending(stays, record.left_at) or undated
    still_open = (stay for stay in stays if stay.left_at is None)
    return next(still_open, None) or undated


def _ending(stays: Iterable[Membership], left_at: datetime) -> Membership | None:
    if same := next((stay for stay in stays if stay.left_at == left_at), None):
        return same
    begun = [stay for stay in stays if stay.joined_at and stay.joined_at <= left_at and stay.left_at is None]
    return max(begun, key=lambda stay: stay.joined_at or left_at, default=None)


def _complete(stay: Membership, record: MembershipRecord, inviter: int | None) -> bool:
    before = [getattr(stay, field) for field in _FIELDS]
    stay.joined_at = record.joined_at or stay.joined_at
    stay.joined_by = record.joined_by or stay.joined_by
    stay.inviter_id = inviter or stay.inviter_id
    stay.left_at = record.left_at or stay.left_at
    stay.left_by = record.left_by or stay.left_by
    return before != [getattr(stay, field) for field in _FIELDS]
