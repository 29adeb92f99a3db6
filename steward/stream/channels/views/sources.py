"""The page of a source."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.stream.activity.public import remove_source
from steward.stream.channels.queries import channels_of, imports_for, source_for
from steward.stream.channels.views.tables import IMPORTS, rows_of


@require_safe
def source_page(request: HttpRequest, source_id: int) -> HttpResponse:
    """One source: its channels, its imports, and how to remove it."""
    viewer = viewer_in(request)
    source = source_for(viewer, source_id)
    context = {
        "source": source,
        "channels": list(channels_of(source)),
        "page": IMPORTS.page(request, imports_for(viewer).filter(source=source)),
        "may_remove": viewer.can("activity.manage"),
        "members_url": rows_of("members-list", source.realm),
        "activities_url": rows_of("conversations-list", source_id),
    }
    return render(request, "channels/source.jinja", context)


@require_POST
def remove(request: HttpRequest, source_id: int) -> HttpResponse:
    """Remove the source with everything that came from it."""
    remove_source(actor=viewer_in(request), source_id=source_id)
    toast(request, _("Removed."))
    return redirect("import-list")
