"""How far somebody has come in, and whether they may write."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.foundation.kernel.statements import AboutAccount
from steward.people.access.public import TEAM, Viewer
from steward.people.joining.models import Acceptance, Guardian, Profile
from steward.people.joining.queries.texts import texts_to_accept
from steward.people.joining.records import TextAsked
from steward.people.joining.rules import Entry, may_write_with
from steward.people.restraints.public import may_write_there, restraints_of


def may_write(viewer: Viewer) -> Ruling:
    """Whether the viewer may write at all; each denial is a sentence with the way out. At most two queries."""
    if viewer.is_system:
        return Allowed()
    if viewer.account is None:
        return Denied(
            _("Sign in to write. If you have no account yet, make one at %(page)s.")
            % {"page": reverse("account_signup")}
        )
    if isinstance(held := may_write_there(restraints_of(viewer.account)), Denied):
        return held
    if viewer.roles & set(TEAM):
        return Allowed()
    texts = texts_to_accept()
    return may_write_with(_entry(viewer.own_id, texts), texts)


def entry_of(account_id: int) -> Entry:
    """How far the account has come in. Who has no profile was added by the team, which vouches for them."""
    return _entry(account_id, texts_to_accept())


def _entry(account_id: int, texts: Iterable[TextAsked]) -> Entry:
    rows, accepted = _profile(account_id), accepted_by(account_id, texts)
    if not rows:
        return Entry(accepted=accepted)
    state, vouched, verified, minor, consent, leaving = rows[0]
    return Entry(
        state=state,
        verified=bool(vouched or verified),
        guardian=(consent or "asked") if minor else "",
        accepted=accepted,
        leaving=leaving is not None,
    )


def _written(account: int) -> QuerySet[Profile, Any]:
    proven = EmailAddress.objects.filter(user=OuterRef("account"), verified=True)
    guardian = Guardian.objects.filter(account=OuterRef("account")).order_by("-pk").values("state")[:1]
    row = Profile.objects.filter(account=account).annotate(proven=Exists(proven), guardian=Subquery(guardian))
    return row.values_list("state", "vouched", "proven", "needs_guardian", "guardian", "leaving_at")


#: Asked by every page of who is signed in.
_profile = AboutAccount(_written)


def _accepted(account: int) -> QuerySet[Acceptance, Any]:
    rows = Acceptance.objects.filter(account=account).values("key").annotate(top=Max("version"))
    return rows.values_list("key", "top")


_versions = AboutAccount(_accepted)


def accepted_by(account_id: int, texts: Iterable[TextAsked]) -> dict[str, int]:
    """The latest version of each text the account accepted; not looked up where none has to be accepted."""
    return dict(_versions(account_id)) if any(text.asked for text in texts) else {}
