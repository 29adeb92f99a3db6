"""What a post said before: reading, comparing, restoring, hiding."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.square.forum.actions.restore_revision import hide_revision, restore_revision
from steward.square.forum.queries.history import Comparison, History, compared, history_of
from steward.square.forum.queries.standpoint import standpoint_in
from steward.square.forum.rules.differences import sides
from steward.square.forum.views.reader import number_in


@require_safe
def history(request: HttpRequest, post_id: int) -> HttpResponse:
    """Every version, and what one of them changed against the one before or another one (`?version=3&from=1`)."""
    found = history_of(standpoint_in(request), post_id)
    comparison = _comparison(request, found)
    context = {
        "history": found,
        "comparison": comparison,
        "rows": sides(comparison.words) if comparison and request.GET.get("view") == "side" else None,
    }
    return render(request, "forum/history.jinja", context)


def _comparison(request: HttpRequest, found: History) -> Comparison | None:
    last = found.versions[-1].number
    newer = found.version(number_in(request, "version") if "version" in request.GET else last)
    if newer is None:
        return None
    older = found.version(number_in(request, "from")) if "from" in request.GET else found.before(newer.number)
    return compared(older, newer) if older and older.number < newer.number else None


@login_required
@require_POST
def restore(request: HttpRequest, post_id: int, number: int) -> HttpResponse:
    """Let the post say again what it said as that version."""
    version = request.POST.get("version", "")
    try:
        restore_revision(
            actor=viewer_in(request), post_id=post_id, number=number, version=int(version) if version.isdecimal() else 0
        )
    except (Forbidden, Invalid) as error:
        toast(request, str(error), level=40)
        return redirect("forum-history", post_id)
    toast(request, _("The older words are back."))
    return redirect("forum-post", post_id)


@login_required
@require_POST
def hide(request: HttpRequest, post_id: int, number: int) -> HttpResponse:
    """Take a version out of sight, or back."""
    hidden = request.POST.get("hidden") == "1"
    reason = request.POST.get("reason", "")
    hide_revision(actor=viewer_in(request), post_id=post_id, number=number, hidden=hidden, reason=reason)
    return redirect("forum-history", post_id)
