"""Plain rows other rooms get."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse


class Face(NamedTuple):
    """What is shown of somebody wherever they appear. Never an e-mail address, never the team's own notes."""

    identity_id: int
    member_id: int
    account_id: int | None
    name: str
    avatar: str  # an address, or ""
    is_team: bool
    is_former: bool  # leaving, or not able to sign in any more


@dataclass(frozen=True, slots=True)
class TextAsked:
    """A text members accept, the community's own or another room's: `version` is the one accepted from now on.

    `asked` is the version everybody has to have accepted today, or a later one (0: nobody has to).
    """

    key: str
    title: Any  # lazily translated
    version: int
    asked: int
    url_name: str
    args: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where this version is read."""
        return f"{reverse(self.url_name, args=self.args)}?version={self.version}"
