"""Plain rows that travel between the stream, the members room and the lake."""

from datetime import datetime
from typing import NamedTuple


class AccountSeen(NamedTuple):
    """An account at a service as an import or a live connector saw it. Empty text means: not known."""

    service: str  # slack, discourse, email …
    realm: str  # the pair (realm, account_id) is unique; shared realms: "email", "github.com"
    account_id: str
    handle: str = ""
    name: str = ""
    email: str = ""
    email_verified: bool = False
    url: str = ""
    is_bot: bool = False
    created_at: datetime | None = None  # aware, UTC


class IdentityRow(NamedTuple):
    """What readers outside the database (the lake) keep of an identity."""

    id: int
    member_id: int
    is_bot: bool
    is_team: bool
    do_not_profile: bool
    seq: int


class ErasedRow(NamedTuple):
    """An identity that was erased: readers outside drop everything they hold under this number."""

    id: int
    seq: int
