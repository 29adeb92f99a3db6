"""The canvas: its boxes, one box at a time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.direction.positioning.actions.write_draft import begin_draft, discard_draft, write_draft
from steward.direction.positioning.forms import BoxForm
from steward.direction.positioning.queries.drafted import canvas_for
from steward.direction.positioning.queries.published import versions
from steward.direction.positioning.starting import SETS
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render, wants_fragment
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in


@require_safe
def canvas(request: HttpRequest) -> HttpResponse:
    """The draft on its canvas; examples where there is nothing yet."""
    found = canvas_for(viewer_in(request))
    context = {"canvas": found, "sets": SETS.values(), "versions": versions(), "form": None, "editing": ""}
    return render(request, "positioning/canvas.jinja", context)


def box(request: HttpRequest, key: str) -> HttpResponse:
    """One box: read it, open it (`?edit`), save it. To htmx the box alone, otherwise the canvas around it."""
    found = canvas_for(viewer_in(request))
    one = found.box(key)
    form = BoxForm(request.POST or None, box=one.box, words=found.words, stamp=found.stamp)
    if request.method == "POST" and form.is_valid() and _saved(request, form):
        here = reverse("positioning-box", args=[key]) if wants_fragment(request) else reverse("positioning-canvas")
        return redirect(f"{here}#{key}")
    editing = key if request.method == "POST" or "edit" in request.GET else ""
    if wants_fragment(request):
        return render(request, "positioning/box.jinja", {"one": one, "form": form if editing else None})
    context = {"canvas": found, "sets": (), "versions": versions(), "form": form, "editing": editing}
    return render(request, "positioning/canvas.jinja", context)


def _saved(request: HttpRequest, form: BoxForm) -> bool:
    """Whether the words could be used; the form says otherwise why not, and takes the newest stamp."""
    viewer = viewer_in(request)
    try:
        write_draft(actor=viewer, words=form.words(), stamp=form.cleaned_data["stamp"])
    except Invalid as problem:
        refuse(form, problem)
        form.take_stamp(canvas_for(viewer).stamp)
        return False
    return True


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Fill the canvas with an example."""
    try:
        begin_draft(actor=viewer_in(request), starting_set=request.POST.get("set", ""))
        toast(request, _("The example is on the canvas: change what does not fit, then publish it."))
    except Invalid as problem:
        toast(request, str(problem))
    return redirect("positioning-canvas")


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Make the draft again what is published."""
    discard_draft(actor=viewer_in(request))
    toast(request, _("The canvas says again what is published."))
    return redirect("positioning-canvas")
