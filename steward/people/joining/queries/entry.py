"""How far somebody has come in, and whether they may write."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.foundation.kernel.statements import AboutAccount
from steward.people.access.public import TEAM, Viewer
from steward.people.community.public import BINDING, community
from steward.people.joining.models import Acceptance, Guardian, Profile
from steward.people.joining.rules import Entry, may_write_with


def may_write(viewer: Viewer) -> Ruling:
    """Whether the viewer may write at all; each denial is a sentence with the way out. At most two queries."""
    if viewer.is_system:
        return Allowed()
    if viewer.account is None:
        return Denied(
            _("Sign in to write. If you have no account yet, make one at %(page)s.")
            % {"page": reverse("account_signup")}
        )
    if viewer.roles & set(TEAM):
        return Allowed()
    return may_write_with(entry_of(viewer.own_id), community())


def entry_of(account_id: int) -> Entry:
    """How far the account has come in. Who has no profile was added by the team, which vouches for them."""
    rows = _profile(account_id)
    if not rows:
        return Entry(accepted=accepted_by(account_id))
    state, vouched, verified, minor, consent, leaving = rows[0]
    return Entry(
        state=state,
        verified=bool(vouched or verified),
        guardian=(consent or "asked") if minor else "",
        accepted=accepted_by(account_id),
        leaving=leaving is not None,
    )


def _written(account: int) -> QuerySet[Profile, Any]:
    proven = EmailAddress.objects.filter(user=OuterRef("account"), verified=True)
    guardian = Guardian.objects.filter(account=OuterRef("account")).order_by("-pk").values("state")[:1]
    row = Profile.objects.filter(account=account).annotate(proven=Exists(proven), guardian=Subquery(guardian))
    return row.values_list("state", "vouched", "proven", "needs_guardian", "guardian", "leaving_at")


#: Asked by every page of who is signed in.
_profile = AboutAccount(_written)


def accepted_by(account_id: int) -> dict[str, int]:
    """The latest version of each text the account accepted; not asked where no text has to be accepted."""
    if not any(text.asked for text in community().binding):
        return {}
    rows = Acceptance.objects.filter(account=account_id, key__in=BINDING).values("key").annotate(top=Max("version"))
    return dict(rows.values_list("key", "top"))
