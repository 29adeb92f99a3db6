"""Starting an import, and having a stopped one go on."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.jobs.public import enqueue
from steward.foundation.journal.public import publish
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer
from steward.stream.channels.errors import ImportProblem
from steward.stream.channels.events import ImportStarted
from steward.stream.channels.importers.catalogue import by_key
from steward.stream.channels.models import Import
from steward.stream.channels.reading import options_of
from steward.stream.channels.rules import may_import, may_start


def start_import(
    *, actor: Viewer, import_id: int, options: dict[str, Any] | None = None, enqueued: bool = True
) -> Import:
    """Start the import, or have it go on from where it was; `options` replace those it was received with.

    With other options than it was read with so far it begins anew (nothing is stored twice). A command that runs the
    import itself says `enqueued=False`. Raises Forbidden, NotFound and Invalid.
    """
    require(may_import(actor))
    with transaction.atomic():
        run = Import.objects.select_for_update(of=("self",)).select_related("job").filter(pk=import_id).first()
        if run is None:
            raise NotFound
        require(may_start(run))
        if options is not None:
            _take(run, options)
        if not run.format:
            raise Invalid({"format": str(_unknown(run))})
        run.state, run.error, run.worker, run.finished_at = Import.State.WAITING, "", "", None
        run.cancel_requested = False
        run.job = enqueue(actor=actor, kind="channels.import", import_id=run.pk) if enqueued else None
        run.save()
        publish(ImportStarted(run.pk), actor=actor.name)
    return run


def _take(run: Import, options: dict[str, Any]) -> None:
    wishes = {key: value for key, value in options.items() if value}
    if found := run.options.get("found"):
        wishes["found"] = found
    if wishes == run.options:
        return
    try:
        options_of(wishes)
    except ImportProblem as problem:
        raise Invalid({"timezone": str(problem.sentence)}) from problem
    if wishes.get("format") and by_key(wishes["format"]) is None:
        raise Invalid({"format": str(_unknown(run))})
    run.options = wishes
    run.format = wishes.get("format") or run.format
    begin_anew(run)


def begin_anew(run: Import) -> None:
    """Set the import back to the first byte; what it stored stays, and is found to be there already."""
    run.position, run.records, run.read_at, run.expected = 0, 0, None, None


def _unknown(run: Import) -> str:
    return _("Say which format “%(name)s” has.") % {"name": run.filename}
