"""The inbox of merge proposals."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.jobs.public import Job
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.proposals.public import accept, reject, reopen
from steward.foundation.ui.render import render, wants_fragment
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.people.members.actions.decide_many import decide_above
from steward.people.members.actions.resolve import resolve_soon
from steward.people.members.queries.inbox import PAGE, card_of, cards, open_proposals

ACTS = {"accept": accept, "reject": reject, "reopen": reopen}


def _score(text: str | None) -> float:
    try:
        return min(max(float(text or 0) / 100, 0.0), 1.0)
    except ValueError:
        return 0.0


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one person, the likeliest first."""
    least = _score(request.GET.get("score"))
    rows = open_proposals(viewer_in(request), least=least)
    page = max(1, int(request.GET["page"])) if request.GET.get("page", "").isdecimal() else 1
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    page = min(page, pages)
    found = cards(list(rows[(page - 1) * PAGE : page * PAGE]))
    context = {"cards": found, "total": total, "page": page, "pages": pages, "least": round(least * 100)}
    return render(request, "members/proposals.jinja", context)


@require_POST
def decide(request: HttpRequest, proposal_id: int, verdict: str) -> HttpResponse:
    """Accept, reject or take back one; to htmx the card as it is now."""
    viewer = viewer_in(request)
    try:
        ACTS[verdict](actor=viewer, proposal_id=proposal_id)
    except Invalid as problem:
        toast(request, str(problem))
    if wants_fragment(request):
        return render(request, "members/card.jinja", {"card": card_of(viewer, proposal_id)}, "card")
    again = "" if verdict == "reopen" else reverse("members-proposal", args=[proposal_id, "reopen"])
    toast(request, _("Done."), undo=again)
    return redirect("members-proposals")


@require_POST
def decide_bulk(request: HttpRequest) -> HttpResponse:
    """Accept or reject everything from a score upwards."""
    least = _score(request.POST.get("score"))
    result = decide_above(actor=viewer_in(request), verdict=request.POST.get("verdict", ""), least=least)
    if isinstance(result, Job):
        return redirect("jobs-job", result.pk)
    count = result["decided"]
    toast(request, ngettext("%(n)s pair decided.", "%(n)s pairs decided.", count) % {"n": count})
    return redirect("members-proposals")


@require_POST
def look_again(request: HttpRequest) -> HttpResponse:
    """Run the resolution now."""
    job = resolve_soon(actor=viewer_in(request))
    if job is None:
        toast(request, _("A run is waiting already."))
        return redirect("members-proposals")
    return redirect("jobs-job", job.pk)
