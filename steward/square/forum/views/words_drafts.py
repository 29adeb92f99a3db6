"""Drafts: the list, and what the editor keeps."""

from typing import Any

import orjson
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.square.forum.actions.save_draft import discard_draft, save_draft
from steward.square.forum.errors import DraftConflict
from steward.square.forum.models import Draft
from steward.square.forum.queries.drafts import draft_at, drafts_of, last_words
from steward.square.forum.queries.standpoint import standpoint_in


@login_required
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """Everything one is still writing."""
    return render(request, "forum/drafts.jinja", {"drafts": drafts_of(standpoint_in(request))})


@login_required
@require_http_methods(["GET", "PUT", "DELETE", "POST"])
def draft(request: HttpRequest, place: str) -> HttpResponse:
    """The draft of a place. GET (`?sent=1` adds what was said there last), PUT `{data, seen}`, DELETE or POST."""
    if request.method == "PUT":
        return _keep(request, place)
    if request.method == "GET":
        return _read(request, place)
    discard_draft(actor=viewer_in(request), place=place)
    if request.method == "DELETE":
        return HttpResponse(status=204)
    toast(request, _("The draft is gone."))
    return redirect("forum-drafts")


def _read(request: HttpRequest, place: str) -> JsonResponse:
    point = standpoint_in(request)
    said = last_words(point, place) if "sent" in request.GET else ""
    return JsonResponse({"said": said, "draft": _told(draft_at(point.account_id, place))})


def _keep(request: HttpRequest, place: str) -> JsonResponse:
    viewer = viewer_in(request)
    try:
        asked = orjson.loads(request.body)
        kept = save_draft(actor=viewer, place=place, data=dict(asked["data"]), seen=int(asked["seen"]))
    except DraftConflict as error:
        told = _told(draft_at(viewer.account_id, place))
        return JsonResponse({"detail": str(error), "draft": told}, status=409)
    except Invalid as error:
        return JsonResponse({"detail": str(error)}, status=422)
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"detail": _("This is not a draft.")}, status=400)
    return JsonResponse({"draft": _told(kept)})


def _told(kept: Draft | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    return {"data": kept.data, "version": kept.version, "updated_at": kept.updated_at.isoformat()}
