"""Plain rows other rooms get."""

from typing import NamedTuple


class Face(NamedTuple):
    """What is shown of somebody wherever they appear. Never an e-mail address, never the team's own notes."""

    identity_id: int
    member_id: int
    account_id: int | None
    name: str
    avatar: str  # an address, or ""
    is_team: bool
    is_former: bool  # leaving, or not able to sign in any more
