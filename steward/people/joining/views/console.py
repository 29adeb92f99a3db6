"""The team's queue: newcomers, claims, the name back-stage."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.people.community.public import community
from steward.people.joining.actions.change_profile import look_back_stage
from steward.people.joining.actions.claim_identity import decide_claim, undo_claim
from steward.people.joining.actions.decide_sign_up import decide_sign_ups
from steward.people.joining.actions.sign_up import confirm_address
from steward.people.joining.enums import ClaimState, State
from steward.people.joining.queries.queue import claims_for, sign_ups_for

_TABS = (State.WAITING, State.APPROVED, State.REFUSED)
MOST = 200


@require_safe
def sign_ups(request: HttpRequest) -> HttpResponse:
    """Newcomers by state; who waits comes first."""
    rows = sign_ups_for(viewer_in(request))
    wanted = request.GET.get("state", State.WAITING)
    here = State(wanted) if wanted in State.values else State.WAITING
    here_url = reverse("sign-ups")
    tabs = [(str(state.label), f"{here_url}?state={state}", state == here) for state in _TABS]
    tabs.append((_("Claims"), reverse("claims"), False))
    no_server = settings.MAIL_BACKEND.endswith("console.EmailBackend")
    context = {"rows": list(rows.filter(state=here)[:MOST]), "state": here, "tabs": tabs, "no_server": no_server,
               "now": community()}  # fmt: skip
    return render(request, "joining/sign_ups.jinja", context)


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Approve or refuse the ticked newcomers, or the one whose button it was."""
    chosen = request.POST.getlist("account")
    verdict, _colon, one = request.POST.get("verdict", "").partition(":")
    ids = [int(number) for number in ([one] if one else chosen) if number.isdecimal()]
    try:
        reason = request.POST.get(f"reason-{one}" if one else "reason", "")
        count = decide_sign_ups(actor=viewer_in(request), account_ids=ids, approve=verdict == "approve", reason=reason)
        toast(request, ngettext("%(n)s newcomer decided.", "%(n)s newcomers decided.", count) % {"n": count})
    except Invalid as problem:
        toast(request, str(problem))
    return redirect("sign-ups")


@require_POST
def confirm(request: HttpRequest, account_id: int) -> HttpResponse:
    """Take an address as proven by the team's word."""
    confirm_address(actor=viewer_in(request), account_id=account_id)
    toast(request, _("The address counts as confirmed."))
    return redirect("sign-ups")


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """Claims that wait for the team, and what was decided."""
    rows = claims_for(viewer_in(request))
    tabs = [(str(state.label), f"{reverse('sign-ups')}?state={state}", False) for state in _TABS]
    waiting = list(rows.filter(state=ClaimState.WAITING)[:MOST])
    past = list(rows.exclude(state=ClaimState.WAITING)[:50])
    context = {"waiting": waiting, "past": past, "tabs": [*tabs, (_("Claims"), reverse("claims"), True)]}
    return render(request, "joining/claims.jinja", context)


@require_POST
def answer_claim(request: HttpRequest, claim_id: int, verdict: str) -> HttpResponse:
    """Say yes or no, or take an earlier yes back."""
    viewer = viewer_in(request)
    try:
        if verdict == "undo":
            undo_claim(actor=viewer, claim_id=claim_id)
        else:
            answer = request.POST.get("answer", "")
            decide_claim(actor=viewer, claim_id=claim_id, accept=verdict == "accept", answer=answer)
    except Invalid as problem:
        toast(request, str(problem))
    return redirect("claims")


@require_POST
def back_stage(request: HttpRequest, account_id: int) -> HttpResponse:
    """Look at the real name; the journal keeps that one did."""
    name, year = look_back_stage(actor=viewer_in(request), account_id=account_id)
    return render(request, "joining/back_stage.jinja", {"name": name, "year": year, "account": account_id})
