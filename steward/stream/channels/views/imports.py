"""The list of imports and the page of one."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.jobs.public import pace
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.stream.channels.actions.cancel import cancel_import
from steward.stream.channels.actions.retry import retry_import
from steward.stream.channels.actions.start import start_import
from steward.stream.channels.forms import OptionsForm
from steward.stream.channels.models import Import
from steward.stream.channels.queries import import_for, imports_for, preview_of, quarantine_for, sources_for
from steward.stream.channels.rules import is_alive, may_start
from steward.stream.channels.views.tables import IMPORTS, QUARANTINE, format_name, rows_of


@require_safe
def import_list(request: HttpRequest) -> HttpResponseBase:
    """Every import, and every source with its last one."""
    viewer = viewer_in(request)
    runs = imports_for(viewer)
    if request.GET.get("format") == "csv":
        return IMPORTS.export(request, runs)
    context = {"page": IMPORTS.page(request, runs), "sources": list(sources_for(viewer))}
    return render(request, "channels/list.jinja", context)


@require_safe
def import_page(request: HttpRequest, import_id: int) -> HttpResponse:
    """One import: before it starts, while it runs, and what came of it."""
    run = import_for(viewer_in(request), import_id)
    context = _state(run)
    if run.state == Import.State.DRAFT:
        context["form"] = OptionsForm(initial=run.options)
    if run.quarantined:
        context["quarantine"] = QUARANTINE.page(request, quarantine_for(viewer_in(request), import_id))
    return render(request, "channels/import.jinja", context)


def _state(run: Import) -> dict[str, Any]:
    source = run.source
    return {
        "run": run,
        "format_name": format_name(run),
        "pace": pace(run.position, run.expected, run.seconds),
        "note": run.job.note if run.job else "",
        "may_start": bool(may_start(run)),
        "live": run.state == Import.State.WAITING or is_alive(run),
        "members_url": rows_of("members-list", source.realm) if source else "",
        "activities_url": rows_of("conversations-list", source.pk) if source else "",
    }


@require_safe
def preview(request: HttpRequest, import_id: int) -> HttpResponse:
    """What the beginning of the export looks like; loaded by the page of the draft."""
    run = import_for(viewer_in(request), import_id)
    context: dict[str, Any] = {"run": run, "preview": None, "problem": "", "zone": settings.TIME_ZONE}
    try:
        context["preview"] = preview_of(viewer_in(request), import_id)
    except Invalid as problem:
        context["problem"] = str(problem)
    return render(request, "channels/preview.jinja", context, block="preview")


@require_POST
def start(request: HttpRequest, import_id: int) -> HttpResponse:
    """Start the import as the form says, or have it go on when there is no form."""
    options = None
    if "format" in request.POST:
        form = OptionsForm(request.POST)
        if not form.is_valid():
            context = {**_state(import_for(viewer_in(request), import_id)), "form": form}
            return render(request, "channels/import.jinja", context, status=422)
        options = form.cleaned_data
    try:
        start_import(actor=viewer_in(request), import_id=import_id, options=options)
    except Invalid as problem:
        toast(request, str(problem), level=40)
    return redirect("import-page", import_id)


@require_POST
def cancel(request: HttpRequest, import_id: int) -> HttpResponse:
    """Stop the import."""
    cancel_import(actor=viewer_in(request), import_id=import_id)
    toast(request, _("It stops after the records it is storing. It can go on later."))
    return redirect("import-page", import_id)


@require_POST
def retry(request: HttpRequest, import_id: int) -> HttpResponse:
    """Read the file again for what is in quarantine."""
    try:
        retry_import(actor=viewer_in(request), import_id=import_id)
    except Invalid as problem:
        toast(request, str(problem), level=40)
    return redirect("import-page", import_id)
