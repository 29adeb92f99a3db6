"""Showing pictures, and taking them from members."""

import re
from typing import Any

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
    HttpResponseNotModified,
    JsonResponse,
)
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel.ruling import Denied, Invalid
from steward.foundation.media import storage
from steward.foundation.media.actions.store_picture import store_picture
from steward.foundation.media.models import Upload
from steward.foundation.media.queries import address
from steward.foundation.media.recoding import CONTENT_TYPE, MOST_BYTES, too_large
from steward.foundation.media.rules import may_upload

_NAME = re.compile(r"[0-9a-f]{32}(-small|-medium)?\.webp")
_YEAR = 31_536_000
#: What a form adds around the file.
_ENVELOPE = 100_000


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture. Its address never shows anything else, so whoever has it may keep it; asks no database."""
    file = storage.opened(name) if _NAME.fullmatch(name) else None
    if file is None:
        return HttpResponseNotFound(_("There is no such picture."), content_type="text/plain; charset=utf-8")
    tag = f'"{name}"'
    response: HttpResponseBase
    if tag in (given.strip().removeprefix("W/") for given in request.headers.get("If-None-Match", "").split(",")):
        file.close()
        response = HttpResponseNotModified()
    else:
        response = FileResponse(file, filename=name, content_type=CONTENT_TYPE)
    return _guarded(response, tag)


def _guarded(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    response.headers["ETag"] = tag
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, public=True, max_age=_YEAR, immutable=True)
    return response


def is_too_long(request: HttpRequest) -> bool:
    """Whether the request says that it is longer than any picture; asked before its body is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > MOST_BYTES + _ENVELOPE


@require_POST
def upload_picture(request: HttpRequest) -> JsonResponse:
    """Take the picture in the field `file`: 200 with its addresses, 400 or 403 with a sentence in `detail`."""
    if is_too_long(request):
        return _no(400, too_large())
    viewer = getattr(request, "viewer", None)
    ruling = may_upload(viewer)
    if viewer is None or isinstance(ruling, Denied):
        return _no(403, ruling.why if isinstance(ruling, Denied) else "")
    file = request.FILES.get("file")
    if file is None:
        return _no(400, _("Choose a picture first."))
    try:
        return JsonResponse(_answer(store_picture(account_id=viewer.account_id, file=file, name=file.name or "")))
    except Invalid as problem:
        return _no(400, str(problem))


def _answer(upload: Upload) -> dict[str, Any]:
    return {
        "key": upload.key,
        "url": address(upload),
        "medium": address(upload, "medium"),
        "width": upload.width,
        "height": upload.height,
        "markdown": f"![{upload.name}]({address(upload)})",
    }


def _no(status: int, detail: str) -> JsonResponse:
    return JsonResponse({"detail": detail}, status=status)


def refuse_long(_request: HttpRequest) -> HttpResponse:
    """The answer to an upload that nobody will read."""
    return _no(413, too_large())
