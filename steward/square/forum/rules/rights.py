"""Audiences: who a category's rights speak of, and which of them a viewer belongs to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.people.access.public import TEAM_DOOR, Role, Viewer
from steward.people.restraints.public import Restraint
from steward.square.forum.enums import TrustLevel, Verb
from steward.square.forum.rules.trust import Limits

EVERYONE = "everyone"
MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A viewer with what the square's rules ask of them, loaded once for a request (queries.standpoint)."""

    viewer: Viewer
    audiences: frozenset[str] = frozenset({EVERYONE})
    level: int = TrustLevel.NEW
    identities: frozenset[int] = frozenset()  # of the viewer's member: their own posts
    #: Whether the viewer may write at all (joining.may_write): approved, confirmed, of age …
    may_write: Ruling = field(default_factory=lambda: Denied(""))
    #: What their trust level allows.
    limits: Limits = field(default_factory=Limits)
    #: What the team holds them back from (people.restraints); those that hold everywhere are in `may_write` already.
    restraints: tuple[Restraint, ...] = ()

    @property
    def account_id(self) -> int | None:
        """The account, None for a visitor."""
        return self.viewer.account_id

    @property
    def is_team(self) -> bool:
        """Whether the console is open to them."""
        return self.viewer.can(TEAM_DOOR)


def audiences_of(viewer: Viewer, level: int, groups: Iterable[int]) -> frozenset[str]:
    """Every audience the viewer belongs to. Owners, leads and Steward itself belong to every role's."""
    if viewer.account is None and not viewer.is_system:
        return frozenset({EVERYONE})
    roles = set(Role.values) if viewer.is_system or viewer.roles & {Role.OWNER, Role.LEAD} else viewer.roles
    return frozenset(
        {EVERYONE, MEMBERS}
        | {f"trust:{step}" for step in range(level + 1)}
        | {f"group:{group}" for group in groups}
        | {f"role:{role}" for role in roles}
    )


def admits(rights: Mapping[str, Iterable[str]], verb: str, audiences: frozenset[str]) -> bool:
    """Whether a category's rights let these audiences do the verb. Who moderates may do everything."""
    if verb != Verb.MODERATE and not audiences.isdisjoint(rights.get(Verb.MODERATE, ())):
        return True
    return not audiences.isdisjoint(rights.get(verb, ()))


def all_of(*rulings: Ruling) -> Ruling:
    """The first denial, or allowed."""
    return next((ruling for ruling in rulings if isinstance(ruling, Denied)), Allowed())
