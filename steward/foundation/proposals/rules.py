"""Who may decide what."""

from typing import Protocol

from django.utils.translation import gettext as _

from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.foundation.proposals.enums import ProposalKind


class Actor(Protocol):
    """As much of a viewer as this room needs."""

    @property
    def name(self) -> str:
        """For the journal."""
        ...

    @property
    def account_id(self) -> int | None:
        """The account's id."""
        ...

    def can(self, permission: str) -> bool:
        """Whether the actor holds the permission."""
        ...


def kind_of(key: str) -> ProposalKind:
    """What the room said that makes proposals of this kind. Raises LookupError."""
    for kind in items("proposal-kinds"):
        if kind.key == key:
            return kind  # type: ignore[no-any-return]
    raise LookupError(f"no room makes proposals of kind {key!r}")


def may_decide(actor: Actor, kind: ProposalKind) -> Ruling:
    """Whether the actor may accept and reject proposals of this kind."""
    if actor.can(kind.permission):
        return Allowed()
    return Denied(
        _("You may not decide proposals of the kind “%(kind)s”. Ask an owner of the team.") % {"kind": kind.label}
    )
