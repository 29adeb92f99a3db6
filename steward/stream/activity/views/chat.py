"""Channels read as a chat, day by day."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from steward.foundation.ui.render import render
from steward.people.access.public import viewer_in
from steward.stream.activity.queries.conversations import channel_for, channels_for
from steward.stream.activity.queries.messages import day_page, days_around, latest_of, member_for
from steward.stream.activity.views import whole
from steward.stream.activity.views.panels import line_of
from steward.stream.activity.views.tables import CHANNELS, day_start

PAGE = 50


@require_safe
def channels_list(request: HttpRequest) -> HttpResponseBase:
    """Every channel of every source."""
    channels = channels_for(viewer_in(request))
    if request.GET.get("format") == "csv":
        return CHANNELS.export(request, channels)
    return render(request, "activity/channels.jinja", {"page": CHANNELS.page(request, channels)})


@require_safe
def channel_read(request: HttpRequest, channel_id: int) -> HttpResponse:
    """One day of a channel; without a day, the last one with any activity."""
    channel = channel_for(viewer_in(request), channel_id)
    asked = day_start(request.GET.get("day", ""))
    before, day, after = days_around(channel, asked.date() if asked else None)
    number = max(1, whole(request.GET.get("page"), 1))
    messages, pages = day_page(channel, day, number) if day else ([], 1)
    context = {
        "channel": channel, "messages": messages, "day": day, "before": before, "after": after,
        "number": min(number, pages), "pages": pages,
    }  # fmt: skip
    return render(request, "activity/channel.jinja", context)


@require_safe
def member_read(request: HttpRequest, member_id: int) -> HttpResponse:
    """What a member did over all channels, the newest first, page after page."""
    viewer = viewer_in(request)
    before = whole(request.GET.get("before"))
    member = member_for(viewer, member_id)
    rows = latest_of(viewer, member.pk, before=before, limit=PAGE + 1)
    context = {
        "member": member, "lines": [line_of(row) for row in rows[:PAGE]],
        "next": rows[PAGE - 1].pk if len(rows) > PAGE else None, "first": not before,
    }  # fmt: skip
    return render(request, "activity/member.jinja", context)
