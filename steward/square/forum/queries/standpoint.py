"""Loading what the rules ask of a viewer."""

from django.http import HttpRequest

from steward.foundation.kernel.ruling import Allowed
from steward.people.access.public import TEAM_DOOR, Viewer, viewer_in
from steward.people.joining.public import may_write
from steward.people.restraints.public import is_restricted, restraints_of
from steward.square.forum.enums import TrustLevel
from steward.square.forum.queries.belonging import belonging
from steward.square.forum.queries.limits import trust_rules
from steward.square.forum.rules.rights import Standpoint, audiences_of
from steward.square.forum.rules.trust import UNLIMITED


def standpoint(viewer: Viewer, frame_at: int | None = None) -> Standpoint:
    """The viewer with level, groups, identities and limits: no query for a visitor, at most four for a member.

    `frame_at` is the number of the sequence "frame", when the caller has read it already: one query fewer.
    """
    if viewer.is_system:
        return Standpoint(
            viewer, audiences_of(viewer, TrustLevel.LEADER, ()), TrustLevel.LEADER, may_write=Allowed(),
            limits=UNLIMITED,
        )  # fmt: skip
    if viewer.account_id is None:
        return Standpoint(viewer)
    level, groups, identities = belonging(viewer.account_id)
    held = restraints_of(viewer.account) if viewer.account else ()
    if is_restricted(held):
        limits = trust_rules(frame_at).allows[TrustLevel.NEW]
    else:
        limits = UNLIMITED if viewer.can(TEAM_DOOR) else trust_rules(frame_at).allows[level]
    return Standpoint(viewer, audiences_of(viewer, level, groups), level, identities, may_write(viewer), limits, held)


def standpoint_in(request: HttpRequest) -> Standpoint:
    """The standpoint of who looks, loaded once for the request."""
    kept: Standpoint | None = getattr(request, "_standpoint", None)
    if kept is None:
        kept = standpoint(viewer_in(request))
        request._standpoint = kept  # type: ignore[attr-defined]  # noqa: SLF001 — memoised on the request itself
    return kept
