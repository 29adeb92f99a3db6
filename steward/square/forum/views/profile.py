"""A member's page on the square."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from steward.foundation.ui.render import render
from steward.people.access.public import viewer_in
from steward.people.community.public import community
from steward.people.joining.public import account_faces, ensure_identity
from steward.square.forum.queries import profile
from steward.square.forum.queries.places import places
from steward.square.forum.queries.standpoint import standpoint_in

TABS = ("about", "topics", "answers")


@require_safe
def member_profile(request: HttpRequest, member_id: int, tab: str = "about") -> HttpResponse:
    """Who somebody is and what they wrote; a merged number leads to the member it counts as."""
    who = profile.person(member_id)
    if who.face.member_id != member_id:
        return redirect("member-profile", who.face.member_id)
    return render(request, "forum/profile.jinja", _context(request, who, tab if tab in TABS else "about"))


def _context(request: HttpRequest, who: profile.Person, tab: str) -> dict[str, Any]:
    standpoint, all_places = standpoint_in(request), places()
    typed = request.GET.get("page", "1")
    page = max(int(typed), 1) if typed.isdecimal() and len(typed) < 6 else 1
    context: dict[str, Any] = {
        "who": who,
        "tab": tab,
        "page": page,
        "numbers": profile.numbers(standpoint, all_places, who),
        "own": who.face.account_id is not None and who.face.account_id == standpoint.account_id,
        "following": profile.follow_level(standpoint, who.face.member_id),
        "signed_in": standpoint.account_id is not None,
    }
    if tab == "topics":
        context["topics"], context["more"] = profile.topics_of(standpoint, all_places, who, page)
    elif tab == "answers":
        context["answers"], context["more"] = profile.answers_of(standpoint, all_places, who, page)
    else:
        zone = community().zone
        today = timezone.now().astimezone(zone).date()
        context["year"] = profile.year(standpoint, all_places, who, zone, today)
        context["best"] = profile.best_answers(standpoint, all_places, who)
    return context


@login_required
@require_safe
def own_profile(request: HttpRequest) -> HttpResponse:
    """One's own page."""
    viewer = viewer_in(request)
    face = account_faces([viewer.own_id]).get(viewer.own_id)
    if face is None and viewer.account is not None:
        return redirect("member-profile", ensure_identity(viewer.account).member_id)
    return redirect("member-profile", face.member_id if face else 0)
