"""Who somebody is on screen: one query for any number of faces."""

import re
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from steward.foundation.media.public import address
from steward.people.access.public import TEAM
from steward.people.accounts.public import Account
from steward.people.joining.enums import REALM
from steward.people.joining.models import Profile
from steward.people.joining.records import Face
from steward.people.members.public import Identity

_ADDRESS = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_COLUMNS = (
    "pk", "member_id", "name", "handle", "member__account_id", "member__account__name", "member__account__is_active",
    "member__account__profile__avatar", "member__account__profile__leaving_at", "team",
)  # fmt: skip
_IN_TEAM = Account.objects.filter(pk=OuterRef("member__account_id"), grants__role__in=TEAM)


def faces(identity_ids: Iterable[int]) -> dict[int, Face]:
    """A face for each of these identities (unknown ones are left out), in one query.

    Who signs in here shows the nickname of the account on every identity; of others the identity's own name is shown,
    never an address and never what the team calls them.
    """
    rows = Identity.objects.filter(pk__in=set(identity_ids)).annotate(team=Exists(_IN_TEAM)).values_list(*_COLUMNS)
    return {row[0]: _face(row) for row in rows}


def account_faces(account_ids: Iterable[int]) -> dict[int, Face]:
    """The faces of accounts by their own identities, by account id, in one query."""
    own = [str(pk) for pk in set(account_ids)]
    rows = Identity.objects.filter(realm=REALM, account_id__in=own).annotate(team=Exists(_IN_TEAM))
    return {int(row[-1]): _face(row[:-1]) for row in rows.values_list(*_COLUMNS, "account_id")}


def identities_of(account_id: int | None) -> list[int]:
    """Every identity of the account's member, the imported ones too, in the order of their ids."""
    if account_id is None:
        return []
    return list(Identity.objects.filter(member__account=account_id).order_by("pk").values_list("pk", flat=True))


def profile_of(account_id: int | None) -> Profile | None:
    """The account's profile with the account; None for who has none (yet)."""
    if account_id is None:
        return None
    return Profile.objects.select_related("account").filter(account=account_id).first()


def shown_name(name: str, handle: str, number: int) -> str:
    """The name of an identity without its address: name, handle, or its number."""
    for text in (name, handle):
        if text.strip():
            return text.partition("@")[0] if _ADDRESS.match(text.strip()) else text
    return f"#{number}"


def _face(row: tuple[object, ...]) -> Face:
    pk, member, name, handle, account, nickname, active, avatar, leaving, team = row
    assert isinstance(pk, int)
    assert isinstance(member, int)
    number = account if isinstance(account, int) else None
    shown = str(nickname or f"#{number}") if number else shown_name(str(name), str(handle), pk)
    picture = address(str(avatar), "small") if avatar and number else ""
    return Face(pk, member, number, shown, picture, bool(team), number is not None and (not active or bool(leaving)))
