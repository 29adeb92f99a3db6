"""A few members to test with."""

from steward.people.access.public import SYSTEM
from steward.people.members.models import Identity, Member
from steward.people.members.public import AccountSeen, upsert_identities


def account(number: int | str, **fields) -> AccountSeen:
    return AccountSeen(
        **{"service": "slack", "realm": "acme", "account_id": f"U{number}", "name": f"Member {number}"} | fields
    )


def bring(*accounts: AccountSeen) -> list[int]:
    """The members' ids, in the order given."""
    ids = upsert_identities(actor=SYSTEM, accounts=accounts)
    homes = dict(Identity.objects.filter(pk__in=ids.values()).values_list("pk", "home_id"))
    return [homes[ids[each.realm, each.account_id]] for each in accounts]


def snapshot() -> dict[str, list]:
    """Everything a person could see of who is who."""
    shown = ("id", "name", "name_by_hand", "note", "tags", "is_bot", "is_team", "do_not_profile", "consents",
             "first_seen", "last_seen")  # fmt: skip
    return {
        "members": list(Member.objects.filter(merged_into=None).order_by("pk").values_list(*shown)),
        "identities": list(Identity.objects.order_by("pk").values_list("pk", "member_id", "home_id")),
    }
