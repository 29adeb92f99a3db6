"""Remove pictures: those of an account, and those nothing has needed for a day."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.media import storage
from steward.foundation.media.events import PictureRemoved
from steward.foundation.media.models import Claim, Day, Upload

GRACE = timedelta(days=1)
_BATCH = 200
#: Older than any picture: the next sweep takes it, should the process die before its files are gone.
_CONDEMNED = datetime(1970, 1, 1, tzinfo=UTC)


@transaction.atomic
def remove_pictures(*, account_id: int) -> int:
    """Remove everything the account uploaded, also what is shown somewhere; returns the number of pictures.

    Rows are marked in the caller's transaction; files and rows go after commit, or with the next sweep.
    """
    theirs = list(Upload.objects.filter(account_id=account_id).values_list("pk", flat=True))
    Claim.objects.filter(upload__in=theirs).delete()
    Upload.objects.filter(pk__in=theirs).update(account=None, name="", unclaimed_since=_CONDEMNED)
    Day.objects.filter(account_id=account_id).delete()
    if theirs:
        transaction.on_commit(lambda: _drop(theirs), robust=True)
    return len(theirs)


def sweep(*, now: datetime | None = None) -> int:
    """Remove what nothing has needed for a day; returns the number of pictures."""
    moment = now or clock.now()
    gone = 0
    while due := _due(moment)[:_BATCH]:
        dropped = _drop(list(due))
        gone += dropped
        if not dropped:
            break
    Day.objects.filter(day__lt=(moment - timedelta(days=2)).date()).delete()
    return gone


def _due(moment: datetime) -> list[int]:
    late = Q(unclaimed_since__lt=moment - GRACE)
    return list(Upload.objects.filter(late).order_by("pk").values_list("pk", flat=True)[:_BATCH])


def _drop(ids: list[int]) -> int:
    """Delete files, then rows, of pictures that are still unclaimed; killed in between, the next sweep goes on."""
    gone = 0
    for pk in ids:
        with transaction.atomic():
            upload = Upload.objects.select_for_update().filter(pk=pk, unclaimed_since__isnull=False).first()
            if upload is None:
                continue
            storage.delete(upload.key)
            upload.delete()
            publish(PictureRemoved(key=upload.key))
            gone += 1
    return gone
