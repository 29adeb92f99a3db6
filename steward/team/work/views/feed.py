"""The private calendar: the page of its address, and the file itself."""

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel.ruling import require
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, hash_of, viewer_in
from steward.team.work.actions.keep_feed import note_reading, renew_feed, revoke_feed
from steward.team.work.enums import VIEW
from steward.team.work.queries.feed import address_of, feed_of, reader_of

#: Readings of one calendar within a minute.
MOST_A_MINUTE = 20


@require_safe
def file(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar at a secret address; it needs no session. 404 for an address that does not work (any more)."""
    viewer = reader_of(token)
    if _too_often(token):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    feed = feed_of(viewer)
    changed = note_reading(account_id=viewer.own_id, etag=feed.etag)
    headers = {
        "ETag": f'"{feed.etag}"', "Last-Modified": http_date(changed.timestamp()), "Cache-Control": "private, no-cache",
        "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer",
    }  # fmt: skip
    if f'"{feed.etag}"' in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(feed.content, content_type="text/calendar; charset=utf-8", headers=headers)


@login_required
def own(request: HttpRequest) -> HttpResponse:
    """The address of one's calendar, how to use it, and getting another one."""
    viewer = viewer_in(request)
    require(allowed(viewer, VIEW))
    return render(request, "work/feed.jinja", {"feed": address_of(viewer)})


@login_required
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Make the address, make another one, or take it away."""
    viewer = viewer_in(request)
    if "revoke" in request.POST:
        revoke_feed(actor=viewer)
        toast(request, _("The address does not work any more."))
    else:
        renew_feed(actor=viewer)
        toast(request, _("Here is the address. Whoever knows it can read your calendar."))
    return redirect(reverse("work-feed"))


def _too_often(token: str) -> bool:
    key = f"work.feed.{hash_of(token)}"
    cache.add(key, 0, 60)
    try:
        return cache.incr(key) > MOST_A_MINUTE
    except ValueError:  # it expired between the two
        return False
