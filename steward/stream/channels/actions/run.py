"""Running an import: read, store batch by batch, settle."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from steward.foundation.jobs.public import Cancelled, Interrupted, Reporter, this_process
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound
from steward.people.access.public import SYSTEM
from steward.stream.activity.public import Source, ensure_source
from steward.stream.activity.records import BadRecord, Record
from steward.stream.channels import places
from steward.stream.channels.actions.cancel import mark_cancelled
from steward.stream.channels.actions.start import begin_anew
from steward.stream.channels.actions.store import Storing
from steward.stream.channels.errors import ImportProblem
from steward.stream.channels.events import ImportFinished
from steward.stream.channels.fingerprint import measure
from steward.stream.channels.importers.catalogue import Found
from steward.stream.channels.importers.tree import EntryProblem, open_tree
from steward.stream.channels.models import Import
from steward.stream.channels.reading import batches, options_of, recognised, records
from steward.stream.channels.rules import is_alive
from steward.stream.channels.settling import settle


def run_import(reporter: Reporter, import_id: int) -> dict[str, Any]:
    """Read the export from where it was left, store it, settle; returns the counts.

    Killed anywhere, it goes on when called again. Stopped, it raises what `reporter` raised; a file that cannot be read
    at all raises `ImportProblem`.
    """
    run = _claim(import_id)
    began = time.monotonic()
    try:
        _map_no_pages()
        with _seldom_collecting():
            source = _read(run, reporter, began)
            settle(reporter, run.position)
    except (Cancelled, Interrupted) as stopped:
        _stopped(run, stopped)
        raise
    except Exception as error:
        _failed(run, error)
        raise
    return _finish(run, source, time.monotonic() - began)


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for reference cycles less often: that took a quarter of an import's time, and there are none (measured)."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _map_no_pages() -> None:
    """Tell SQLite not to map the database into memory: for an import, mapped pages are memory that gains nothing."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")


def _claim(import_id: int) -> Import:
    """Make this process the one that runs the import. Raises `Interrupted` when another one does."""
    with transaction.atomic():
        run = Import.objects.select_for_update(of=("self",)).filter(pk=import_id).first()
        if run is None:
            raise NotFound
        if run.state == Import.State.DONE or is_alive(run):
            raise Interrupted
        fingerprint, size = _measured(run)
        if fingerprint != run.fingerprint:
            begin_anew(run)
        run.fingerprint, run.size = fingerprint, size
        run.state, run.worker, run.error = Import.State.RUNNING, this_process(), ""
        run.started_at = run.started_at or clock.now()
        run.readings += run.position == 0 and run.read_at is None
        run.save()
    return run


def _measured(run: Import) -> tuple[str, int]:
    """The fingerprint now. An upload never changes, so its own is believed."""
    if run.origin == Import.Origin.UPLOAD and Path(run.path).exists():
        return run.fingerprint, run.size
    with suppress(OSError):
        return measure(Path(run.path))
    return run.fingerprint, run.size  # opening it will say what is wrong


def _read(run: Import, reporter: Reporter, began: float) -> Source:
    if run.read_at is not None and run.source is not None:
        return run.source
    reporter.report(run.position, run.expected, _("Opening %(name)s") % {"name": run.filename}, force=True)
    with open_tree(Path(run.path), workspace=places.workspace()) as tree:
        found = recognised(tree, _known(run))[0]
        source = _source(run, found)
        _store(run, Storing(run, source, began), found, reporter)
    Import.objects.filter(pk=run.pk).update(read_at=clock.now(), expected=F("position"))
    run.refresh_from_db()
    if not run.records:
        raise ImportProblem(_("Not one record of “%(name)s” could be read.") % {"name": run.filename})
    return source


def _known(run: Import) -> dict[str, Any]:
    """The wishes together with what was recognised before, which need not be found out again."""
    return run.options if run.options.get("found") else {**run.options, "format": run.format}


def _source(run: Import, found: Found) -> Source:
    zone = "" if found.importer.times_have_zone else str(options_of(run.options).timezone)
    match = found.match
    source = ensure_source(
        actor=SYSTEM, key=match.key, name=match.name, service=match.service, realm=match.realm, timezone=zone
    )
    run.source, run.format = source, found.importer.key
    run.save(update_fields=["source", "format"])
    return source


def _store(run: Import, storing: Storing, found: Found, reporter: Reporter) -> None:
    start, size = found.tree.bytes_read, max(1, found.tree.size)
    for batch in batches(_readable(found, run), skip=run.position):
        share = min(1.0, (found.tree.bytes_read - start) / size)
        storing.store(batch, int(batch.position / share) if share else None)
        reporter.report(batch.position, storing.expected, _("Reading %(name)s") % {"name": run.filename})


def _readable(found: Found, run: Import) -> Iterator[Record]:
    """The records; a file that breaks off in the middle ends them with one for the quarantine."""
    any_good = run.records > 0
    try:
        for record in records(found, options_of(run.options)):
            any_good = True
            yield record
    except EntryProblem as problem:
        if not any_good:
            raise
        yield BadRecord(run.filename, "", problem.reason, problem.detail)


def _stopped(run: Import, stopped: Exception) -> None:
    run.refresh_from_db()
    if run.worker != this_process():
        return
    if isinstance(stopped, Cancelled):
        mark_cancelled(run, actor=f"account:{run.account_id}" if run.account_id else "system")
    else:
        Import.objects.filter(pk=run.pk).update(state=Import.State.WAITING, worker="")


def _failed(run: Import, error: Exception) -> None:
    sentence = getattr(error, "sentence", "") or _(
        "Something went wrong inside Steward; the server's log has the details. What was stored so far stays."
    )
    Import.objects.filter(pk=run.pk, worker=this_process()).update(
        state=Import.State.FAILED, error=sentence, worker="", finished_at=clock.now()
    )


def _finish(run: Import, source: Source, seconds: float) -> dict[str, Any]:
    with transaction.atomic():
        run = Import.objects.select_for_update(of=("self",)).get(pk=run.pk)
        now = clock.now()
        mended = run.quarantine.filter(resolved_at=None, reading__lt=run.readings)
        mended.update(resolved_at=now)
        run.quarantined = run.quarantine.filter(resolved_at=None).count()
        run.state, run.worker, run.finished_at = Import.State.DONE, "", now
        run.save()
        fact = ImportFinished(run.pk, source.pk, run.records, run.activities, run.quarantined)
        publish(fact, actor=f"account:{run.account_id}" if run.account_id else "system")
    return counts(run, seconds)


def counts(run: Import, seconds: float | None = None) -> dict[str, Any]:
    """The numbers of an import, as scripts get them."""
    return {
        "source": run.source.key if run.source else None,
        "format": run.format,
        "records": run.records,
        "activities": run.activities,
        "changed": run.changed,
        "members": run.members,
        "quarantined": run.quarantined,
        "seconds": round(run.seconds if seconds is None else seconds, 3),
    }
