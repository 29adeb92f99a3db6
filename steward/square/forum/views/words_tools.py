"""What the editor asks while somebody writes: a preview, names, a quotation."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from steward.foundation.ui.render import render, wants_fragment
from steward.people.access.public import viewer_in
from steward.square.forum.cooking import LONGEST, cook
from steward.square.forum.queries.mentions import offers
from steward.square.forum.queries.quoting import quotation_of
from steward.square.forum.queries.standpoint import standpoint_in


@login_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The words as they will look: to the script only them, to a form without script a page (a tab of its own)."""
    field = request.POST.get("preview", "source")
    topic = request.POST.get("topic", "")
    words = request.POST.get(field, request.POST.get("source", ""))[: LONGEST + 1]
    cooked = cook(words, base=int(topic) if topic.isascii() and topic.isdigit() and len(topic) < 16 else None)
    context = {"html": Markup(cooked.html), "title": request.POST.get("title", "")}  # noqa: S704 — made safe
    return render(request, "forum/preview.jinja", context, block="words" if wants_fragment(request) else None)


@login_required
@require_safe
def mentions(request: HttpRequest) -> JsonResponse:
    """Names for `@…`, who writes in the topic first: `{"people": [{"name", "insert", "avatar", "here"}]}`."""
    topic = request.GET.get("topic", "")
    found = offers(
        request.GET.get("q", "")[:40],
        topic_id=int(topic) if topic.isascii() and topic.isdigit() and len(topic) < 16 else None,
        but=viewer_in(request).account_id,
    )
    people = [{"name": one.name, "insert": one.insert, "avatar": one.avatar, "here": one.is_here} for one in found]
    return JsonResponse(
        {"people": people, "label": ngettext("%(count)d name", "%(count)d names", len(people)) % {"count": len(people)}}
    )


@login_required
@require_safe
def quote(request: HttpRequest, post_id: int) -> JsonResponse:
    """A post as a quotation for the answer: `{"markdown": …}`."""
    return JsonResponse({"markdown": quotation_of(standpoint_in(request), post_id)})
