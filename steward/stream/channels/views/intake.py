"""How exports come in: uploaded, or from the server's disk."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from steward.foundation.jobs.public import enqueue
from steward.foundation.kernel.ruling import Forbidden, require
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.stream.channels import places
from steward.stream.channels.actions.receive import receive
from steward.stream.channels.errors import ImportProblem
from steward.stream.channels.forms import formats
from steward.stream.channels.models import Import
from steward.stream.channels.rules import may_import, may_name_paths
from steward.stream.channels.uploads import StoredUpload, StoringHandler


@csrf_exempt  # the check follows in `_take`, once the upload has a place to go: it reads the body
def new(request: HttpRequest) -> HttpResponse:
    """The page that takes an export. Who may not import is refused before anything of an upload is read."""
    viewer = viewer_in(request)
    require(may_import(viewer))
    if request.method == "POST":
        handler = StoringHandler()
        request.upload_handlers = [handler]
        response = _take(request, handler)
        if response.status_code >= 400:  # refused by the check of where the form came from
            handler.discard()
        return response
    roots = [str(root) for root in places.roots()] if may_name_paths(viewer) else []
    limit = places.upload_limit() // places.GIGABYTE
    return render(request, "channels/new.jinja", {"limit": limit, "roots": roots, "formats": formats()})


@csrf_protect
def _take(request: HttpRequest, handler: StoringHandler) -> HttpResponse:
    try:
        runs = _received(request, handler)
    except (ImportProblem, Forbidden) as problem:
        handler.discard()
        toast(request, str(getattr(problem, "sentence", problem)), level=messages.ERROR)
        return _lead(request, reverse("import-new"))
    if len(runs) > 1:
        toast(request, _("This archive holds %(count)d exports; start each of them.") % {"count": len(runs)})
        return _lead(request, reverse("import-list"))
    return _lead(request, reverse("import-page", args=[runs[0].pk]))


def _lead(request: HttpRequest, address: str) -> HttpResponse:
    """Where to go on: a redirect, or for the script that shows the upload's progress its address."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"next": address})
    return redirect(address)


def _received(request: HttpRequest, handler: StoringHandler) -> list[Import]:
    viewer = viewer_in(request)
    files: list[Any] = request.FILES.getlist("file")
    if path := request.POST.get("path", "").strip():
        return receive(actor=viewer, path=Path(path), origin=Import.Origin.SERVER)
    if handler.problem:
        raise ImportProblem(handler.problem)
    uploads = [file for file in files if isinstance(file, StoredUpload) and file.size]
    if not uploads:
        raise ImportProblem(_("Choose a file first."))
    upload = uploads[0]
    if len(uploads) > 1:
        name = _("%(name)s and %(count)d more") % {"name": upload.name, "count": len(uploads) - 1}
        return receive(actor=viewer, path=handler.folder, filename=name, origin=Import.Origin.UPLOAD)
    measured = (upload.fingerprint, upload.size or 0)
    return receive(actor=viewer, path=upload.path, origin=Import.Origin.UPLOAD, measured=measured)


@require_POST
def sample(request: HttpRequest) -> HttpResponse:
    """Make a sample community to look around in."""
    viewer = viewer_in(request)
    require(may_import(viewer))
    job = enqueue(actor=viewer, kind="channels.sample")
    return redirect("jobs-job", job.pk)
