"""Appeals as the team works on them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.care.appeals.actions.decide_appeal import decide_appeal
from steward.care.appeals.actions.take import give_back, take
from steward.care.appeals.actions.write_word import write_word
from steward.care.appeals.enums import State
from steward.care.appeals.forms import DecideForm, WordForm
from steward.care.appeals.queries.team import appeals_for, desk, open_groups, rows_of
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.people.notify.public import mark_read

PAGE = 50


@require_safe
def open_list(request: HttpRequest) -> HttpResponse:
    """What waits, by what the viewer can do with it."""
    groups = open_groups(viewer_in(request))
    return render(request, "appeals/list.jinja", {"groups": groups})


@require_safe
def decided_list(request: HttpRequest) -> HttpResponse:
    """What was decided or withdrawn, the newest first."""
    viewer = viewer_in(request)
    found = appeals_for(viewer).exclude(state=State.OPEN).order_by("-at")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = rows_of(viewer, list(page.object_list))
    return render(request, "appeals/decided.jinja", {"found_rows": rows, "page": page})


def appeal_page(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """One appeal with all that is needed to answer it."""
    viewer = viewer_in(request)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decide_appeal(actor=viewer, appeal_id=appeal_id, **form.cleaned_data)
            toast(request, _("Decided. The member has the answer."))
            return redirect("appeal", appeal_id)
        except Invalid as problem:
            refuse(form, problem)
    context = {"desk": desk(viewer, appeal_id), "form": form, "word": WordForm()}
    mark_read(account_id=viewer.own_id, subjects=[f"appeal:{appeal_id}"])
    return render(request, "appeals/appeal.jinja", context, status=422 if form.errors else 200)


@require_POST
def take_one(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """Take an appeal."""
    try:
        take(actor=viewer_in(request), appeal_id=appeal_id)
        toast(request, _("Yours."), undo=reverse("appeal-give-back", args=[appeal_id]))
    except Invalid as problem:
        toast(request, str(problem))
    return redirect("appeal", appeal_id)


@require_POST
def give_back_one(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """Leave an appeal to the others."""
    give_back(actor=viewer_in(request), appeal_id=appeal_id)
    toast(request, _("Left to the others."))
    return redirect("appeals")


@require_POST
def write_back(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """Write to the appellant."""
    viewer = viewer_in(request)
    form = WordForm(request.POST)
    if form.is_valid():
        try:
            write_word(actor=viewer, appeal_id=appeal_id, words=form.cleaned_data["words"])
            return redirect(f"{reverse('appeal', args=[appeal_id])}#exchange")
        except (Invalid, Forbidden) as problem:
            refuse(form, problem)
    context = {"desk": desk(viewer, appeal_id), "form": DecideForm(), "word": form}
    return render(request, "appeals/appeal.jinja", context, status=422)
