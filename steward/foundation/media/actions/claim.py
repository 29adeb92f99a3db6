"""Say that something needs pictures, and that it no longer does."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from steward.foundation.kernel import clock
from steward.foundation.media.models import Claim, Upload


@transaction.atomic
def claim(keys: Iterable[str], *, by: str) -> int:
    """Keep these pictures for `by` ("post:12"), beside what it keeps already; returns how many of the keys are known.

    Several things may keep one picture. After an edit: `release(by=…)`, then `claim` what is still there, in one
    transaction.
    """
    # Locked, so that the sweep cannot take a picture between the look and the claim.
    found = list(Upload.objects.select_for_update().filter(key__in=set(keys)).order_by("pk"))
    Claim.objects.bulk_create([Claim(upload=upload, by=by) for upload in found], ignore_conflicts=True)
    Upload.objects.filter(pk__in=[upload.pk for upload in found]).update(unclaimed_since=None)
    return len(found)


@transaction.atomic
def release(*, by: str) -> int:
    """`by` needs no pictures any more; those nothing else needs go after a day. Returns how many it had."""
    had = list(Claim.objects.filter(by=by).values_list("upload_id", flat=True))
    if not had:
        return 0
    list(Upload.objects.select_for_update().filter(pk__in=had).order_by("pk").values_list("pk"))
    Claim.objects.filter(by=by).delete()
    needed = Exists(Claim.objects.filter(upload=OuterRef("pk")))
    Upload.objects.filter(~needed, pk__in=had, unclaimed_since=None).update(unclaimed_since=clock.now())
    return len(had)
