"""The tables of the import pages."""

from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from steward.foundation.ui.tables import Column, Filter, Table
from steward.stream.channels.errors import REASONS
from steward.stream.channels.importers.catalogue import by_key
from steward.stream.channels.models import Import, Quarantined


def format_name(run: Import) -> str:
    """The format as people call it."""
    importer = by_key(run.format)
    return importer.name if importer else ""


def rows_of(url_name: str, source: object) -> str:
    """The address of another room's list for one source as that list names it, or "" where there is no such page."""
    try:
        return f"{reverse(url_name)}?{urlencode({'source': source})}"
    except NoReverseMatch:
        return ""


def reason(row: Quarantined) -> Any:
    """Why the record could not be read, as a sentence."""
    return REASONS.get(row.reason, row.reason)


IMPORTS = Table(
    key="imports",
    caption=_("Imports"),
    columns=(
        Column(
            "filename",
            _("Export"),
            order=("filename",),
            href=lambda run: reverse("import-page", args=[run.pk]),
            lead=True,
        ),
        Column("source", _("Source"), value=lambda run: run.source.name if run.source else ""),
        Column("format", _("Format"), value=format_name),
        Column("state", _("State"), value=lambda run: run.get_state_display(), kind="badge"),
        Column("records", _("Records"), order=("records",), kind="number"),
        Column("activities", _("New activities"), order=("activities",), kind="number"),
        Column("quarantined", _("In quarantine"), order=("quarantined",), kind="number"),
        Column("account", _("Started by"), value=lambda run: run.account.display_name if run.account else ""),
        Column("created_at", _("When"), order=("created_at",), kind="ago"),
    ),
    filters=(Filter("state", _("State"), choices=Import.State.choices, kind="many", lookup="state"),),
    search=("filename__icontains", "source__name__icontains"),
    search_label=_("Search imports"),
    sort="-created_at",
)

QUARANTINE = Table(
    key="quarantine",
    caption=_("Records that could not be read"),
    columns=(
        Column("reason", _("Reason"), value=reason, order=("reason",), lead=True),
        Column("file", _("File"), order=("file",)),
        Column("position", _("Where")),
        Column("detail", _("What was found")),
        Column("raw", _("Text of the record"), cell="channels/cells.jinja#raw"),
    ),
    filters=(Filter("reason", _("Reason"), choices=list(REASONS.items()), lookup="reason"),),
    search=("file__icontains", "raw__icontains"),
    search_label=_("Search the quarantine"),
    exportable=False,
    views=False,
)
