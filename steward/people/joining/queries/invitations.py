"""Invitation links: which work, whose they are, who may make them."""

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.people.access.public import Viewer
from steward.people.community.public import SignUp, community
from steward.people.joining.models import Invitation
from steward.people.joining.queries.entry import may_write
from steward.people.joining.rules import token_hash


def live() -> QuerySet[Invitation]:
    """The links that still work."""
    in_time = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    return Invitation.objects.filter(in_time, revoked_at=None, used__lt=F("limit"))


def invitation_of(token: str) -> Invitation | None:
    """The working link with this token; None when it does not work, or nobody may join by links now."""
    if community().signup_mode == SignUp.CLOSED:
        return None
    return live().select_related("made_by").filter(token_hash=token_hash(token)).first()


def may_invite(viewer: Viewer) -> Ruling:
    """Whether the viewer may make invitation links: the team, and members where the community lets them."""
    if viewer.can("joining.invite"):
        return Allowed()
    if viewer.account is None:
        return Denied(_("Sign in first."))
    if not community().members_invite or community().signup_mode == SignUp.CLOSED:
        return Denied(_("In this community the team invites. Ask them for a link."))
    return may_write(viewer)


def invitations_for(viewer: Viewer) -> QuerySet[Invitation]:
    """The links the viewer looks after: all for the team, else one's own; the newest first."""
    rows = Invitation.objects.select_related("made_by").order_by("-pk")
    return rows if viewer.can("joining.invite") else rows.filter(made_by=viewer.own_id)
