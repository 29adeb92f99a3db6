"""Reading about pictures."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Sum

from steward.foundation.media.models import Upload
from steward.foundation.media.storage import file_name

VARIANTS = ("", "small", "medium")
PATH = "/media/"


def address(upload: Upload | str, variant: str = "") -> str:
    """The address of a picture: `/media/<key>.webp`; "small" (96 px square), "medium" (≤ 800 px wide), "" (≤ 2400 px).

    Takes a key as well and asks nothing: a picture too small for a variant is shown whole at the variant's address.
    """
    if isinstance(upload, Upload):
        return PATH + file_name(upload.key, "" if variant == "medium" and upload.width <= 800 else variant)
    return PATH + file_name(upload, variant)


def uploads(keys: Iterable[str]) -> dict[str, Upload]:
    """The pictures with these keys; unknown keys are left out. Two queries, claims included."""
    return {upload.key: upload for upload in Upload.objects.filter(key__in=set(keys)).prefetch_related("claims")}


def usage(account_id: int) -> int:
    """Bytes of all pictures of the account, variants included."""
    return int(Upload.objects.filter(account_id=account_id).aggregate(total=Sum("bytes"))["total"] or 0)


def pictures_of(account_id: int) -> list[dict[str, Any]]:
    """The account's pictures for an export, oldest first: address, name, size, time, and what shows them."""
    rows = Upload.objects.filter(account_id=account_id).prefetch_related("claims").order_by("pk")
    return [
        {
            "address": address(upload),
            "name": upload.name,
            "width": upload.width,
            "height": upload.height,
            "bytes": upload.bytes,
            "created_at": upload.created_at.isoformat(),
            "shown_by": [claim.by for claim in upload.claims.all()],
        }
        for upload in rows
    ]
