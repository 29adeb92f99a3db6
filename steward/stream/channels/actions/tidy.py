"""Removing uploaded files."""

import shutil
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
    ended = [*done, *left]
    paths = {run.path for run in ended}
    still = set(uploads.exclude(pk__in=[run.pk for run in ended]).values_list("path", flat=True))
    for path in paths - still:
        _remove(Path(path))
        uploads.filter(path=path).update(removed_at=now)
    return len(paths - still) + _strays(still)


def _remove(path: Path) -> None:
    """Remove the folder of one upload, in which `path` lies or which it is."""
    root = places.uploads().resolve()
    folder = next((place for place in (path, *path.parents) if place.parent == root), None)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def _strays(known: set[str]) -> int:
    root = places.uploads().resolve()
    if not root.is_dir():
        return 0
    mine = {place for path in known for place in (Path(path), *Path(path).parents) if place.parent == root}
    old = [
        folder
        for folder in root.iterdir()
        if folder not in mine and time.time() - folder.stat().st_mtime > _STRAY.total_seconds()
    ]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)
