"""Stopping an import."""

from django.db import transaction

from steward.foundation.jobs.public import stop
from steward.foundation.journal.public import publish
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer
from steward.stream.channels.events import ImportCancelled
from steward.stream.channels.models import Import
from steward.stream.channels.rules import is_alive, may_import


def cancel_import(*, actor: Viewer, import_id: int) -> Import:
    """Have the import stop after its batch; what was stored stays and it can go on later. A finished one stays.

    Raises Forbidden and NotFound.
    """
    require(may_import(actor))
    with transaction.atomic():
        run = Import.objects.select_for_update(of=("self",)).select_related("job").filter(pk=import_id).first()
        if run is None:
            raise NotFound
        if run.is_over:
            return run
        if run.job is not None:
            stop(run.job.pk)
        if is_alive(run):
            Import.objects.filter(pk=run.pk).update(cancel_requested=True)
        else:
            mark_cancelled(run, actor=actor.name)
    return run


def mark_cancelled(run: Import, *, actor: str) -> None:
    """Write down and announce that the import was stopped."""
    with transaction.atomic():
        run.state, run.worker = Import.State.CANCELLED, ""
        run.save(update_fields=["state", "worker"])
        publish(ImportCancelled(run.pk, run.records), actor=actor)
