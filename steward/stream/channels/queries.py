"""Reading imports, sources and the quarantine."""

from pathlib import Path
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

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
