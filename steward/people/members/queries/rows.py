"""What readers outside the database follow: the sequence "identities"."""

from django.db.models import F

from steward.people.members.models import ErasedIdentity, Identity
from steward.people.members.records import ErasedRow, IdentityRow


def identity_rows(after_seq: int, limit: int) -> list[IdentityRow]:
    """Identities that changed after this number, in order: new ones, and ones whose member or its flags changed."""
    rows = (
        Identity.objects.filter(seq__gt=after_seq)
        .annotate(bot=F("member__is_bot"), team=F("member__is_team"), hidden=F("member__do_not_profile"))
        .order_by("seq")
        .values_list("pk", "member_id", "bot", "team", "hidden", "seq")[:limit]
    )
    return [IdentityRow(*row) for row in rows]


def erased_identities_since(after_seq: int, limit: int) -> list[ErasedRow]:
    """Identities erased after this number of the same sequence, in order: drop what is kept under their ids."""
    rows = ErasedIdentity.objects.filter(seq__gt=after_seq).order_by("seq").values_list("identity_id", "seq")[:limit]
    return [ErasedRow(*row) for row in rows]
