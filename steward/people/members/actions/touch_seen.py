"""When identities and their members were first and last seen."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from steward.people.members.bulk import chunks, moment, update
from steward.people.members.models import Identity, Member

Span = tuple[datetime, datetime]


@transaction.atomic
def touch_seen(spans: Mapping[int, Span]) -> None:
    """Widen first and last seen of identities, and of their members, to include these spans (identity id → from, to).

    Called by ingestion after it has authorised itself; narrowing never happens here.
    """
    for chunk in chunks(spans):
        rows = Identity.objects.filter(pk__in=chunk).values_list("pk", "member_id", "first_seen", "last_seen")
        wider: list[tuple[int, Span]] = []
        members: dict[int, Span] = {}
        for pk, member, first, last in rows:
            span = spans[pk]
            members[member] = _union(members.get(member), span)
            if first is None or last is None or span[0] < first or span[1] > last:
                wider.append((pk, _union((first, last) if first and last else None, span)))
        _write(Identity, wider)
        current = Member.objects.filter(pk__in=members).values_list("pk", "first_seen", "last_seen")
        joined = [(pk, first, last, _union((first, last) if first and last else None, members[pk]))
                  for pk, first, last in current]  # fmt: skip
        _write(Member, [(pk, span) for pk, first, last, span in joined if span != (first, last)])


def _union(one: Span | None, other: Span) -> Span:
    return (min(one[0], other[0]), max(one[1], other[1])) if one else other


def _write(model: type[Identity | Member], rows: list[tuple[int, Span]]) -> None:
    update(model, ("first_seen", "last_seen"), [(moment(first), moment(last), pk) for pk, (first, last) in rows])
