"""What one was told."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.formats import short
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.people.notify.actions.mark_read import open_notification, read_notifications, unread_again
from steward.people.notify.queries.inbox import by_day, groups_of, kinds_in, notifications_of, page_of, unread_count


@never_cache
@require_safe
@login_required
def notifications(request: HttpRequest) -> HttpResponse:
    """One's notifications by day, newest first; of one group or only unread ones."""
    group, unread = request.GET.get("group", ""), request.GET.get("unread") == "1"
    own = viewer_in(request).own_id
    rows = notifications_of(own, group, unread=unread)
    page, told = page_of(rows, request.GET.get("page", 1))
    context = {"page": page, "days": by_day(told), "group": group, "unread": unread, "groups": groups_of(own),
               "here": _here(group, unread=unread)}  # fmt: skip
    return render(request, "notify/inbox.jinja", context)


def _here(group: str, *, unread: bool) -> str:
    """The address of this list without its page."""
    query = {key: value for key, value in (("group", group), ("unread", "1" if unread else "")) if value}
    return f"{reverse('notifications')}{'?' + urlencode(query) if query else ''}"


@never_cache
@require_safe
def notification_count(request: HttpRequest) -> HttpResponse:
    """The number on the bell as plain text, "" for none."""
    count = unread_count(viewer_in(request).own_id)
    return HttpResponse(short(count) if count else "", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
@login_required
def notification(request: HttpRequest, notification_id: int) -> HttpResponse:
    """Mark it as read and go where it leads."""
    return redirect(open_notification(actor=viewer_in(request), notification_id=notification_id))


@require_POST
@login_required
def read(request: HttpRequest) -> HttpResponse:
    """Mark one as read, or all that the list shows."""
    one, group = request.POST.get("id", ""), request.POST.get("group", "")
    ids = [int(one)] if one.isdecimal() and len(one) < 19 else None
    at = read_notifications(actor=viewer_in(request), ids=ids, kinds=kinds_in(group) or ["-"] if group else ())
    undo = f"{reverse('notifications-unread')}?{urlencode({'at': at.isoformat()})}"
    toast(request, _("Marked as read."), undo=undo)
    return redirect(_here(group, unread=request.POST.get("unread") == "1"))


@require_POST
@login_required
def unread(request: HttpRequest) -> HttpResponse:
    """Take the last marking back."""
    try:
        moment = datetime.fromisoformat(request.GET.get("at", ""))
    except ValueError:
        raise Invalid(_("This cannot be undone any more.")) from None
    unread_again(actor=viewer_in(request), read_at=moment)
    return redirect("notifications")
