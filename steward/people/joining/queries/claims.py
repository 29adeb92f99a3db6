"""Imported identities one may claim."""

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet

from steward.people.access.public import Viewer
from steward.people.joining.enums import REALM, ClaimState
from steward.people.joining.models import Claim
from steward.people.members.public import Identity, Member

MOST_FOUND = 20


def unclaimed() -> QuerySet[Identity]:
    """Identities of people nobody signs in as yet."""
    whose = Member.objects.filter(Q(pk=OuterRef("member_id")) | Q(merged_into=OuterRef("member_id")))
    taken = whose.filter(account__isnull=False)
    return Identity.objects.filter(~Exists(taken), is_bot=False, member__is_bot=False).exclude(realm=REALM)


def offered(viewer: Viewer) -> list[Identity]:
    """Unclaimed identities whose address the import vouches for and the account has proven to be its own."""
    proven = EmailAddress.objects.filter(user=viewer.own_id, verified=True).values_list("email", flat=True)
    addresses = [address.lower() for address in proven]
    if not addresses:
        return []
    vouched = Q(email_verified=True) | Q(realm="email")
    return list(unclaimed().filter(vouched, email__in=addresses).order_by("pk"))


def with_address(email: str) -> list[Identity]:
    """Unclaimed identities with this address."""
    return list(unclaimed().filter(email=email.strip().lower()).order_by("pk")) if email.strip() else []


def found_by_name(words: str) -> list[Identity]:
    """Unclaimed identities whose name or handle contains the words; at most twenty, never by address."""
    words = words.strip().replace("\x00", "")
    if len(words) < 2:
        return []
    named = Q(name__icontains=words) | Q(handle__icontains=words)
    return list(unclaimed().filter(named).exclude(name__contains="@").order_by("name", "pk")[:MOST_FOUND])


def own_claims(viewer: Viewer) -> list[Claim]:
    """What the viewer has claimed, the newest first."""
    rows = Claim.objects.filter(account=viewer.own_id).exclude(state=ClaimState.SENT)
    return list(rows.select_related("identity").order_by("-pk")[:50])
