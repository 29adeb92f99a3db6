"""Store a picture."""

import re
import secrets

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.kernel.text import cut
from steward.foundation.media import storage
from steward.foundation.media.events import PictureStored
from steward.foundation.media.models import Day, Upload
from steward.foundation.media.recoding import CONTENT_TYPE, MOST_BYTES, Recoded, recode, too_large

#: Characters that mean something in headers, paths, HTML or Markdown.
_HARMFUL = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\[\]()`!;%#&\'\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


def store_picture(*, account_id: int, file: "File[bytes] | bytes", name: str) -> Upload:
    """Re-encode a picture and store it with its variants; unclaimed, it goes after a day.

    The caller has decided that the account may (`rules.may_upload` for what members send). Every attempt counts against
    the day's number of pictures. Raises `Invalid` with a sentence.
    """
    day = _take_turn(account_id)
    picture = recode(_content(file))
    _take_room(day, picture.bytes)
    with transaction.atomic():
        upload = _row(account_id, picture, name)
        publish(PictureStored(account_id=account_id, key=upload.key, bytes=upload.bytes), actor=f"account:{account_id}")
    # The row comes first: should the process die here, the sweep finds it; a file without a row nobody would find.
    try:
        storage.write(upload.key, picture.files)
    except BaseException:
        storage.delete(upload.key)
        Upload.objects.filter(pk=upload.pk).delete()
        raise
    return upload


def harmless(name: str) -> str:
    """A file's name without folder, ending and harmful characters; "picture" when nothing is left."""
    stem = re.sub(r"\.\w{1,5}$", "", name.replace("\\", "/").rpartition("/")[2])
    return cut(" ".join(_HARMFUL.sub(" ", stem).split()).strip(" ."), 120) or "picture"


def _content(file: "File[bytes] | bytes") -> bytes:
    if isinstance(file, bytes):
        return file
    if file.size is not None and file.size > MOST_BYTES:
        raise Invalid(too_large())
    file.seek(0)
    content: bytes = file.read(MOST_BYTES + 1)
    return content


def _row(account_id: int, picture: Recoded, name: str) -> Upload:
    now = clock.now()
    return Upload.objects.create(
        key=secrets.token_hex(16),
        account_id=account_id,
        name=harmless(name),
        content_type=CONTENT_TYPE,
        width=picture.width,
        height=picture.height,
        bytes=picture.bytes,
        is_animated=picture.is_animated,
        sha256=picture.sha256,
        created_at=now,
        unclaimed_since=now,
    )


def _take_turn(account_id: int) -> int:
    """Count one attempt of today before anything costly happens; the id of the day's row."""
    row, _new = Day.objects.get_or_create(account_id=account_id, day=clock.now().date())
    left = Day.objects.filter(pk=row.pk, pictures__lt=settings.MEDIA_DAILY_PICTURES)
    if not left.update(pictures=F("pictures") + 1):
        raise Invalid(
            _("You have sent %(count)s pictures today, which is as many as one may. Tomorrow you can send more.")
            % {"count": settings.MEDIA_DAILY_PICTURES}
        )
    return row.pk


def _take_room(day: int, size: int) -> None:
    """Count the bytes against today's and the community's room."""
    total = Upload.objects.aggregate(total=Sum("bytes"))["total"] or 0
    if total + size > settings.MEDIA_TOTAL_BYTES:
        raise Invalid(_("There is no room left for pictures here. Tell the team: they can make some."))
    left = Day.objects.filter(pk=day, bytes__lte=settings.MEDIA_DAILY_BYTES - size)
    if not left.update(bytes=F("bytes") + size):
        raise Invalid(
            _("Your pictures of today weigh %(size)s MB, which is as much as one may send. Tomorrow you can send more.")
            % {"size": settings.MEDIA_DAILY_BYTES // 1_000_000}
        )
