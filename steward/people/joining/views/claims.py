"""Saying "this imported identity is me"."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from steward.foundation.kernel.ruling import Denied, Invalid, NotFound
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.people.joining.actions.claim_identity import (
    ask_by_letter,
    ask_team,
    claim_behind,
    claim_by_letter,
    claim_offered,
)
from steward.people.joining.forms import OldAddressForm, ReasonForm
from steward.people.joining.models import Claim
from steward.people.joining.queries.claims import found_by_name, offered, own_claims, unclaimed
from steward.people.joining.queries.entry import may_write


@login_required
def claim(request: HttpRequest) -> HttpResponse:
    """What may be claimed at once, a letter to an old address, a search for the rest."""
    viewer = viewer_in(request)
    form = OldAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _letter_sent(request, form):
        return redirect("claim")
    ruling, words = may_write(viewer), request.GET.get("q", "")
    denied = ruling.why if isinstance(ruling, Denied) else ""
    context = {"form": form, "offered": offered(viewer), "q": words, "found": found_by_name(words),
               "claims": own_claims(viewer), "denied": denied}  # fmt: skip
    return render(request, "joining/claim.jinja", context)


def _letter_sent(request: HttpRequest, form: OldAddressForm) -> bool:
    """Whether the letter was asked for; the form says otherwise why not."""
    try:
        ask_by_letter(actor=viewer_in(request), email=form.cleaned_data["email"])
    except Invalid as problem:
        refuse(form, problem)
        return False
    toast(request, _("If anybody was known here by that address, a letter with a link is on its way to it."))
    return True


@login_required
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take over what was offered."""
    ids = [int(number) for number in request.POST.getlist("identity") if number.isdecimal()]
    try:
        _thank(request, claim_offered(actor=viewer_in(request), identity_ids=ids))
    except Invalid as problem:
        toast(request, str(problem))
    return redirect("claim")


@never_cache
@login_required
def by_letter(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the letter's link: see what it brings, confirm."""
    viewer = viewer_in(request)
    try:
        if request.method == "POST":
            _thank(request, claim_by_letter(actor=viewer, token=token))
            return redirect("claim")
        _row, identities = claim_behind(actor=viewer, token=token)
    except Invalid as problem:
        return render(request, "joining/claim_letter.jinja", {"identities": [], "why": str(problem)}, status=410)
    return render(request, "joining/claim_letter.jinja", {"identities": identities, "why": ""})


@login_required
def by_team(request: HttpRequest, identity_id: int) -> HttpResponse:
    """Tell the team why an identity is one's own."""
    identity = unclaimed().filter(pk=identity_id).first()
    if identity is None:
        raise NotFound
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_team(actor=viewer_in(request), identity_id=identity_id, reason=form.cleaned_data["reason"])
            toast(request, _("The team has been asked. You hear from it here."))
            return redirect("claim")
        except Invalid as problem:
            refuse(form, problem)
    return render(request, "joining/claim_team.jinja", {"form": form, "identity": identity})


def _thank(request: HttpRequest, done: Claim) -> None:
    count = len(done.identity_ids)
    toast(request, ngettext("%(n)s identity is yours now.", "%(n)s identities are yours now.", count) % {"n": count})
