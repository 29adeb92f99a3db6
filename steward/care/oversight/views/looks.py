"""Blind second looks, and talking about where they differ."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from steward.care.clauses.public import code_now
from steward.care.oversight.actions.look_again import conclude, look_again
from steward.care.oversight.forms import ConclusionForm, LookForm
from steward.care.oversight.models import SecondLook
from steward.care.oversight.queries.looks import agreements, blind, disagreements, look_for, pool
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Viewer, viewer_in
from steward.people.joining.public import account_faces

PAGE = 30


@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """What waits for the viewer's second look, and how far the team agrees."""
    context = {"pool": pool(viewer_in(request)), "agreed": agreements()}
    return render(request, "oversight/looks.jinja", context)


def look(request: HttpRequest, judgement_id: int) -> HttpResponse:
    """Judge a case again without knowing how it was judged."""
    viewer = viewer_in(request)
    shown = blind(viewer, judgement_id)
    form = LookForm(request.POST or None, clauses=[(one.key, one.title()) for one in shown.clauses])
    if request.method == "POST" and form.is_valid():
        try:
            given = look_again(actor=viewer, judgement_id=judgement_id, **form.cleaned_data)
            toast(request, _("Thank you. Nothing follows from it for the member."))
            differs = (given.level, given.clause) != (given.judgement.level, given.judgement.clause)
            return redirect("oversight-disagreement", given.pk) if differs else redirect("oversight-looks")
        except Invalid as problem:
            refuse(form, problem)
    return render(request, "oversight/look.jinja", {"shown": shown, "form": form}, status=422 if form.errors else 200)


@require_safe
def disagreements_list(request: HttpRequest) -> HttpResponse:
    """Where two people saw it differently."""
    page = Paginator(disagreements(viewer_in(request)), PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    people = {one for row in rows for one in (row.reviewer_id, row.judgement.by_id) if one}
    titles = {one.key: one.title() for one in code_now().clauses}
    context = {"looks": rows, "page": page, "faces": account_faces(people), "titles": titles}
    return render(request, "oversight/disagreements.jinja", context)


def disagreement(request: HttpRequest, look_id: int) -> HttpResponse:
    """Both answers side by side, and what the two came to."""
    viewer = viewer_in(request)
    found = look_for(viewer, look_id)
    form = ConclusionForm(request.POST or None, initial={"conclusion": found.conclusion})
    if request.method == "POST" and form.is_valid():
        try:
            conclude(actor=viewer, look_id=look_id, conclusion=form.cleaned_data["conclusion"])
            return redirect("oversight-disagreements")
        except (Invalid, Forbidden) as problem:
            refuse(form, problem)
    context = _both(viewer, found) | {"form": form}
    return render(request, "oversight/disagreement.jinja", context, status=422 if form.errors else 200)


def _both(viewer: Viewer, found: SecondLook) -> dict[str, Any]:
    two = {found.reviewer_id, found.judgement.by_id}
    return {
        "look": found, "titles": {one.key: one.title() for one in code_now().clauses},
        "faces": account_faces(one for one in two if one), "is_one_of_two": viewer.own_id in two,
    }  # fmt: skip
