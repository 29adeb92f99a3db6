"""What this room hands out about a member."""

from typing import Any

from django.db.models import Q

from steward.people.members.models import Edit, Identity, Member, Merge, NameSeen

_MEMBER = (
    "id", "name", "note", "tags", "is_bot", "is_team", "do_not_profile", "consents", "first_seen", "last_seen",
    "created_at",
)  # fmt: skip
_IDENTITY = (
    "id", "service", "realm", "account_id", "handle", "name", "email", "email_verified", "url", "is_bot", "created_at",
    "first_seen", "last_seen",
)  # fmt: skip


def accounts_of(member_id: int) -> list[int]:
    """The accounts behind a member and everyone merged into it."""
    rows = Member.objects.filter(pk=member_id) | Member.objects.filter(merged_into=member_id)
    return list(rows.exclude(account=None).values_list("account_id", flat=True))


def personal_data(member_id: int) -> dict[str, Any]:
    """Everything of this room about a member and all rows merged into it, JSON-ready but for datetimes."""
    rows = Q(pk=member_id) | Q(merged_into=member_id)
    members = list(Member.objects.filter(rows).order_by("pk").values_list("pk", flat=True))
    merges = Merge.objects.filter(Q(winner__in=members) | Q(loser__in=members)).order_by("pk")
    return {
        "member": Member.objects.values(*_MEMBER).get(pk=member_id),
        "identities": list(Identity.objects.filter(member=member_id).order_by("pk").values(*_IDENTITY)),
        "names_seen": list(
            NameSeen.objects.filter(identity__member=member_id).order_by("pk").values("identity_id", "name")
        ),
        "edits": list(
            Edit.objects.filter(member__in=members).order_by("pk").values("field", "key", "value", "at", "by")
        ),
        "merges": list(merges.values("winner_id", "loser_id", "decision__at", "decision__by", "undone_at")),
    }
