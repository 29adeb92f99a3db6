"""Forgetting a member. What a decision says stays: it is the team's record; who said it and whom it touched goes."""

from django.db import transaction

from steward.direction.decisions.models import Exposed, Measurement, Resolution, Revision
from steward.people.members.public import accounts_of


@transaction.atomic
def forget_member(member_id: int) -> int:
    """Remove who was exposed, decided, owned, revised and measured; the number of rows."""
    accounts = accounts_of(member_id)
    gone, _by_model = Exposed.objects.filter(identity__member=member_id).delete()
    gone += Resolution.objects.filter(owner__in=accounts).update(owner=None)
    gone += Resolution.objects.filter(made_by__in=accounts).update(made_by=None)
    gone += Revision.objects.filter(by__in=accounts).update(by=None)
    return gone + Measurement.objects.filter(by__in=accounts).update(by=None)
