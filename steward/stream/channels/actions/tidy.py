"""Removing uploaded files."""

import time
from datetime import timedelta
from pathlib import Path

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer
from steward.stream.channels import places
from steward.stream.channels.models import Import
from steward.stream.channels.rules import may_import

#: An upload that broke off, or was never started, is kept this long.
_STRAY = timedelta(days=2)
_NEVER_STARTED = timedelta(days=14)


def remove_old_uploads(*, actor: Viewer) -> int:
    """Remove uploads whose import was done long enough ago, and strays; returns how many went. Raises Forbidden."""
    require(may_import(actor))
    now = clock.now()
    old = now - timedelta(days=places.kept_days())
    uploads = Import.objects.filter(origin=Import.Origin.UPLOAD, removed_at=None)
    done = uploads.filter(state=Import.State.DONE, finished_at__lt=old)
    left = uploads.filter(state=Import.State.DRAFT, created_at__lt=now - _NEVER_STARTED)
    paths = {run.path for run in [*done, *left]}
    still = set(uploads.exclude(pk__in=[*done, *left]).values_list("path", flat=True))
    for path in paths - still:
        Path(path).unlink(missing_ok=True)
        uploads.filter(path=path).update(removed_at=now)
    return len(paths - still) + _strays(still)


def _strays(known: set[str]) -> int:
    folder = places.uploads()
    if not folder.is_dir():
        return 0
    gone = 0
    for file in folder.iterdir():
        if str(file.resolve()) not in known and time.time() - file.stat().st_mtime > _STRAY.total_seconds():
            file.unlink(missing_ok=True)
            gone += 1
    return gone
