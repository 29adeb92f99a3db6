"""Judgements in the console: the list, one of them, taking them back, the sample."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from steward.care.conduct.actions.keep_sample import drop_sample, keep_sample
from steward.care.conduct.actions.overturn import overturn, overturn_many
from steward.care.conduct.forms.judging import ReasonForm
from steward.care.conduct.models import Judgement
from steward.care.conduct.queries.console import JUDGEMENTS, judgements_for
from steward.care.conduct.queries.judgement import judgement_page
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.render import render
from steward.foundation.ui.tables import selection_of
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in

#: Judgements taken back at once.
MOST = 200


@require_safe
def judgements(request: HttpRequest) -> HttpResponseBase:
    """Every judgement."""
    rows = judgements_for(viewer_in(request))
    if request.GET.get("format") == "csv":
        return JUDGEMENTS.export(request, rows)
    return render(request, "conduct/judgements.jinja", {"page": JUDGEMENTS.page(request, rows)})


@require_safe
def judgement(request: HttpRequest, judgement_id: int) -> HttpResponse:
    """One judgement as the team sees it."""
    page = judgement_page(viewer_in(request), judgement_id, clock.now())
    return render(request, "conduct/judgement.jinja", {"page": page})


@require_POST
def overturn_one(request: HttpRequest, judgement_id: int) -> HttpResponse:
    """Take a judgement back as a second thought; from a toast, without a reason, it was a slip."""
    form = ReasonForm(request.POST)
    form.is_valid()
    reason = form.cleaned_data.get("reason", "") if "reason" in request.POST else _("Decided by mistake.")
    tells = form.cleaned_data.get("tell_reporters", False)

    def act() -> Judgement:
        return overturn(
            actor=viewer_in(request), judgement_id=judgement_id, reason=reason, by_appeal=False, tell_reporters=tells
        )

    return done(request, act, _("Overturned."), judgement_id)


@require_POST
def overturn_chosen(request: HttpRequest) -> HttpResponse:
    """Take many back: first the page that asks why, then all of them, each for itself."""
    viewer, ids = viewer_in(request), _chosen(request)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        context = {"ids": ids, "asked": "reason" in request.POST, "rows": judgements_for(viewer).filter(pk__in=ids)}
        return render(request, "conduct/overturn_many.jinja", context, status=422 if context["asked"] else 200)
    count, refused = overturn_many(actor=viewer, judgement_ids=ids, reason=reason)
    toast(request, ngettext("%(n)s judgement overturned.", "%(n)s judgements overturned.", count) % {"n": count})
    for sentence, times in refused.items():
        toast(request, f"{times} × {sentence}", level=messages.WARNING)
    return redirect("conduct-judgements")


def _chosen(request: HttpRequest) -> list[int]:
    rows, chosen = judgements_for(viewer_in(request)), selection_of(JUDGEMENTS, request)
    if chosen.everything:
        return list(JUDGEMENTS.narrowed(rows, chosen.state).order_by("pk").values_list("pk", flat=True)[:MOST])
    return [int(one) for one in chosen.ids if one.isdecimal() and len(one) < 18][:MOST]


@require_POST
def sample(request: HttpRequest, judgement_id: int) -> HttpResponse:
    """Put a judgement into the library with these words, or take it out."""
    viewer = viewer_in(request)
    if "drop" in request.POST:
        return done(
            request, lambda: drop_sample(actor=viewer, judgement_id=judgement_id), _("Taken out."), judgement_id
        )
    words = {name.removeprefix("words-"): str(text) for name, text in request.POST.items() if name.startswith("words-")}
    return done(
        request, lambda: keep_sample(actor=viewer, judgement_id=judgement_id, words=words),
        _("It is in the library."), judgement_id,
    )  # fmt: skip


def done(request: HttpRequest, act: Any, said: str, judgement_id: int) -> HttpResponse:
    """Do it and return to the judgement's page; what stands in the way is said there."""
    try:
        act()
        toast(request, said)
    except Invalid as problem:
        toast(request, "; ".join(str(why) for why in problem.errors.values()), level=messages.ERROR)
    return redirect("conduct-judgement", judgement_id)
