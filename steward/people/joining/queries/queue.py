"""Who waits for the team."""

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.foundation.kernel.contracts import WorkItem
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.people.joining.enums import ClaimState, State
from steward.people.joining.models import Claim, Guardian, Profile


def sign_ups_for(viewer: Viewer) -> QuerySet[Profile]:
    """Everybody who signed up by themselves, the latest first, with `proven` and `guardian`. Raises Forbidden."""
    require(allowed(viewer, "joining.approve"))
    proven = EmailAddress.objects.filter(user=OuterRef("account"), verified=True)
    guardian = Guardian.objects.filter(account=OuterRef("account")).order_by("-pk").values("state")[:1]
    rows = Profile.objects.exclude(vouched=True, answer="", invitation=None, decided_at=None)
    return (
        rows.select_related("account", "invitation__made_by", "decided_by")
        .annotate(proven=Exists(proven), guardian=Subquery(guardian))
        .order_by("-made_at")
    )


def claims_for(viewer: Viewer) -> QuerySet[Claim]:
    """Claims the team decides or has decided, and ones it can take back; waiting ones first. Raises Forbidden."""
    require(allowed(viewer, "members.merge"))
    rows = Claim.objects.exclude(state=ClaimState.SENT).select_related("account", "identity__member", "decided_by")
    return rows.order_by("-pk")


def waiting_badge(_request: HttpRequest) -> int:
    """How many newcomers wait for the team's word."""
    return Profile.objects.filter(state=State.WAITING, asked_at__isnull=False).count()


def newcomers_waiting(_viewer: Viewer) -> list[WorkItem]:
    """How many newcomers wait for the team's word, for who may give it; one query."""
    count = Profile.objects.filter(state=State.WAITING, asked_at__isnull=False).count()
    text = ngettext("%(n)d newcomer waits for the team", "%(n)d newcomers wait for the team", count) % {"n": count}
    return [WorkItem(text, reverse("sign-ups"), mine=False, count=count, verb=_("Look"))] if count else []
