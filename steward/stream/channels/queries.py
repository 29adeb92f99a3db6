"""Reading imports, sources and the quarantine."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.foundation.kernel import clock
from steward.foundation.kernel.contracts import WorkItem
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer
from steward.stream.activity.public import Channel, Source
from steward.stream.channels import places
from steward.stream.channels.errors import ImportProblem
from steward.stream.channels.importers.tree import open_tree
from steward.stream.channels.models import Import, Quarantined
from steward.stream.channels.reading import Preview, preview
from steward.stream.channels.rules import may_import


def imports_for(viewer: Viewer) -> QuerySet[Import]:
    """All imports, newest first, with source and who started them. Raises Forbidden."""
    require(may_import(viewer))
    return Import.objects.select_related("source", "account", "job").order_by("-pk")


def import_for(viewer: Viewer, import_id: int) -> Import:
    """One import. Raises Forbidden and NotFound."""
    run = imports_for(viewer).filter(pk=import_id).first()
    if run is None:
        raise NotFound
    return run


def quarantine_for(viewer: Viewer, import_id: int, *, resolved: bool = False) -> QuerySet[Quarantined]:
    """What the import could not read and, on request, what it read later; in the order found."""
    rows = import_for(viewer, import_id).quarantine.order_by("pk")
    return rows if resolved else rows.filter(resolved_at=None)


def sources_for(viewer: Viewer) -> QuerySet[Source, Any]:
    """Every source with its number of channels and its last finished import (`channel_count`, `imported_at`)."""
    require(may_import(viewer))
    return Source.objects.annotate(
        channel_count=Count("channels", distinct=True),
        imported_at=Max("imports__finished_at", filter=Q(imports__state=Import.State.DONE)),
    ).order_by("name")


def preview_of(viewer: Viewer, import_id: int) -> Preview:
    """What the export looks like. Raises Forbidden, NotFound and Invalid (its sentence says why not)."""
    run = import_for(viewer, import_id)
    try:
        with open_tree(Path(run.path), workspace=places.workspace()) as tree:
            return preview(tree, run.options)
    except ImportProblem as problem:
        raise Invalid(str(problem.sentence)) from problem


def source_for(viewer: Viewer, source_id: int) -> Source:
    """One source. Raises Forbidden and NotFound."""
    source: Source | None = sources_for(viewer).filter(pk=source_id).first()
    if source is None:
        raise NotFound
    return source


def channels_of(source: Source) -> QuerySet[Channel]:
    """The channels of a source, by name."""
    return source.channels.order_by("name")


#: Days a failed import is something to look at, imports named one by one.
RECENT_DAYS, MOST = 7, 10


def imports_waiting(viewer: Viewer) -> list[WorkItem]:
    """Imports with records they could not read, and ones that failed lately; one query."""
    failed = Q(state=Import.State.FAILED, finished_at__gte=clock.now() - timedelta(days=RECENT_DAYS))
    rows = imports_for(viewer).filter(failed | Q(state=Import.State.DONE, quarantined__gt=0))
    return [_waiting(run) for run in rows[:MOST]]


def _waiting(run: Import) -> WorkItem:
    if run.state == Import.State.FAILED:
        text = _("The import of %(name)s failed") % {"name": run.filename}
        return WorkItem(text, reverse("import-page", args=[run.pk]), mine=False, verb=_("Look"))
    count = run.quarantined
    text = ngettext("%(n)d record could not be read", "%(n)d records could not be read", count) % {"n": count}
    address = reverse("import-page", args=[run.pk])
    return WorkItem(text, address, detail=run.filename, mine=False, count=count, verb=_("Look"))
