"""Who may do what."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.people.access.enums import Permission, Role
from steward.people.accounts.public import Account


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks or acts: an account with its roles loaded, nobody (`account` is None), or Steward itself."""

    account: Account | None = None
    roles: frozenset[str] = frozenset()
    scopes: frozenset[str] | None = None  # the limits of an API token; None is unlimited
    is_system: bool = False

    @property
    def name(self) -> str:
        """For the journal: "account:3", "system" or "anonymous"."""
        if self.is_system:
            return "system"
        return f"account:{self.account.pk}" if self.account else "anonymous"

    @property
    def account_id(self) -> int | None:
        """The account's id, None for nobody and for Steward itself."""
        return self.account.pk if self.account else None

    @property
    def own_id(self) -> int:
        """The account's id where there must be one; 0, which nothing has, otherwise."""
        return self.account_id or 0

    def can(self, permission: str) -> bool:
        """Whether the viewer holds the permission; unknown keys are a programming error."""
        return bool(allowed(self, permission))


#: The permission to see the console at all.
TEAM_DOOR = "console.open"

#: The scope of a token that may read and change what is its owner's own.
OWN_SCOPE = "own"

SYSTEM = Viewer(is_system=True)
NOBODY = Viewer()


def catalogue() -> dict[str, Permission]:
    """Every permission rooms contributed, by key."""
    return {permission.key: permission for permission in items("permissions")}


def within_scope(viewer: Viewer, scope: str) -> Ruling:
    """Whether a token reaches so far; without one there is no such limit. For what people do for themselves."""
    if viewer.scopes is not None and scope not in viewer.scopes:
        return Denied(_("This token does not have the scope “%(scope)s”.") % {"scope": scope})
    return Allowed()


def allowed(viewer: Viewer, permission: str) -> Ruling:
    """Whether the viewer may. Owners may everything; a token narrows its account."""
    known = catalogue()[permission]
    if viewer.is_system:
        return Allowed()
    if isinstance(narrow := within_scope(viewer, permission), Denied):
        return narrow
    if Role.OWNER in viewer.roles or viewer.roles & set(known.roles):
        return Allowed()
    return Denied(_("You need the right “%(right)s” for this. Ask an owner of the team.") % {"right": known.label})
