"""What the ladder knows of an author: earlier sanctions, exemptions, linked accounts."""

from collections.abc import Iterable

from django.db.models import Q

from steward.care.conduct.enums import WEIGHT, Level
from steward.care.conduct.models import Alternate, Sanction
from steward.care.conduct.rules.ladder import Earlier
from steward.care.conduct.rules.practice import Exemption, Practice
from steward.people.access.public import viewer_of
from steward.people.accounts.public import Account
from steward.people.groups.public import groups_of
from steward.people.members.public import Identity
from steward.square.forum.public import standpoint


def account_of(identity_id: int | None) -> Account | None:
    """The account behind an identity, None where nobody has claimed it; one query."""
    return Account.objects.filter(member__identities=identity_id).first() if identity_id else None


def linked_accounts(account_id: int) -> list[int]:
    """Other accounts of the same person, as far as the team knows; links of links too. The account itself is not in."""
    known, fresh = {account_id}, {account_id}
    while fresh:
        rows = Alternate.objects.filter(Q(account__in=fresh) | Q(other__in=fresh)).values_list("account_id", "other_id")
        fresh = {account for pair in rows for account in pair} - known
        known |= fresh
    return sorted(known - {account_id})


def same_person(identity_id: int | None) -> list[int]:
    """Every identity of the person behind this one: merged ones, and those of linked accounts."""
    if identity_id is None:
        return []
    found = Identity.objects.filter(pk=identity_id).values_list("member_id", "member__account_id").first()
    if found is None:
        return []
    member, account = found
    accounts = linked_accounts(account) if account else []
    return list(
        Identity.objects.filter(Q(member=member) | Q(member__account__in=accounts)).order_by("pk").values_list(
            "pk", flat=True
        )
    )  # fmt: skip


def sanctions_of(identity_ids: Iterable[int]) -> list[Earlier]:
    """Every sanction these identities ever got, the oldest first."""
    rows = Sanction.objects.filter(author__in=list(identity_ids)).order_by("imposed_at", "pk")
    return [
        Earlier(level, imposed, effective, counts, pk)
        for pk, level, imposed, effective, counts in rows.values_list(
            "pk", "level", "imposed_at", "effective_at", "counts"
        )
    ]


def cap_for(account: Account | None, practice: Practice) -> str:
    """The most the ladder may propose for this account; "" where no exemption fits."""
    if account is None or not practice.exemptions:
        return ""
    viewer = viewer_of(account)
    groups, trust = groups_of(account.pk), standpoint(viewer).level
    fitting = [one.most for one in practice.exemptions if _fits(one, viewer.roles, groups, trust)]
    return min(fitting, key=lambda level: WEIGHT[Level(level)], default="")


def _fits(one: Exemption, roles: Iterable[str], groups: Iterable[int], trust: int) -> bool:
    if one.kind == "role":
        return one.who in roles
    if one.kind == "group":
        return one.who in {str(group) for group in groups}
    return one.who.isdigit() and trust >= int(one.who)
