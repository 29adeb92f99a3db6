"""Invitation links: make one, use one, revoke one."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Denied, Invalid, NotFound, require
from steward.foundation.kernel.sealing import seal
from steward.people.access.public import Viewer
from steward.people.joining.errors import invitation_used_up
from steward.people.joining.events import InvitationMade, InvitationRevoked
from steward.people.joining.models import Invitation
from steward.people.joining.queries.invitations import live, may_invite
from steward.people.joining.rules import new_token, token_hash

#: What one link may be good for: the team's, a member's.
MOST_USES, MOST_USES_OF_MEMBERS = 10_000, 5
MOST_DAYS, MOST_DAYS_OF_MEMBERS = 3650, 30
#: How many working links a member may have at a time.
MOST_LINKS_OF_MEMBERS = 5


@transaction.atomic
def make_invitation(*, actor: Viewer, limit: int = 1, days: int | None = 14, note: str = "") -> tuple[Invitation, str]:
    """Make a link for `limit` people that works for `days` (None: until revoked). Returns the row and its token.

    Members' links are few, small and short. Raises Forbidden, Invalid.
    """
    require(may_invite(actor))
    _check(actor, limit, days)
    now, token = clock.now(), new_token()
    invitation = Invitation.objects.create(
        token_hash=token_hash(token),
        token_sealed=seal(token),
        made_by_id=actor.account_id,
        made_at=now,
        expires_at=now + timedelta(days=days) if days else None,
        limit=limit,
        note=" ".join(note.split())[:200],
    )
    publish(InvitationMade(invitation.pk), actor=actor.name)
    return invitation, token


def _check(actor: Viewer, limit: int, days: int | None) -> None:
    if actor.can("joining.invite"):
        most, longest = MOST_USES, MOST_DAYS
    else:
        most, longest = MOST_USES_OF_MEMBERS, MOST_DAYS_OF_MEMBERS
        if live().filter(made_by=actor.own_id).count() >= MOST_LINKS_OF_MEMBERS:
            raise Invalid(
                _("You have %(most)s working invitations. Wait until they are used, or revoke one.")
                % {"most": MOST_LINKS_OF_MEMBERS}
            )
        if days is None:
            raise Invalid({"days": _("An invitation of yours works for %(days)s days at most.") % {"days": longest}})
    if not 1 <= limit <= most:
        raise Invalid({"limit": _("A link is good for 1 to %(most)s people.") % {"most": most}})
    if days is not None and not 1 <= days <= longest:
        raise Invalid({"days": _("A link works for 1 to %(days)s days.") % {"days": longest}})


@transaction.atomic
def revoke_invitation(*, actor: Viewer, invitation_id: int) -> bool:
    """Let a link no longer work: one's own, or as a team mate anybody's; False when it did not already."""
    mine = Q() if actor.can("joining.invite") else Q(made_by=actor.own_id)
    found = Invitation.objects.filter(mine, pk=invitation_id)
    if not found.exists():
        raise NotFound
    changed = found.filter(revoked_at=None).update(revoked_at=clock.now())
    if changed:
        decide(kind="joining.revoke_invitation", subject=f"invitation:{invitation_id}", account_id=actor.account_id)
        publish(InvitationRevoked(invitation_id), actor=actor.name)
    return bool(changed)


def take_place(token: str) -> Invitation:
    """Use up one place of the link; part of signing up, in its transaction. Raises Invalid when there is none left.

    One statement counts and checks: of two people who come at once for the last place, one gets it.
    """
    found = live().filter(token_hash=token_hash(token))
    if not found.update(used=F("used") + 1):
        raise invitation_used_up()
    return Invitation.objects.get(token_hash=token_hash(token))


def refuse_closed(token: str, *, mode_is_open: bool) -> None:
    """Raise Forbidden where one cannot sign up without a link and none was given."""
    if not token and not mode_is_open:
        require(Denied(_("Accounts are by invitation here. Ask somebody of the team to invite you.")))
