"""Looking at the draft as members will, publishing it, taking up an earlier version."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.direction.positioning.actions.publish_positioning import publish_positioning
from steward.direction.positioning.actions.write_draft import restore_version
from steward.direction.positioning.enums import BOXES
from steward.direction.positioning.forms import PublishForm
from steward.direction.positioning.queries.drafted import canvas_for
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """The draft as members would read it."""
    canvas = canvas_for(viewer_in(request))
    context = {"page": None, "boxes": BOXES, "may_edit": True, "preview": canvas}
    return render(request, "positioning/page.jinja", context)


def publish(request: HttpRequest) -> HttpResponse:
    """What would change, and why."""
    viewer = viewer_in(request)
    canvas = canvas_for(viewer)
    form = PublishForm(request.POST or None, initial={"based_on": canvas.newest.version if canvas.newest else 0})
    if request.method == "POST" and form.is_valid():
        try:
            publish_positioning(actor=viewer, **form.cleaned_data)
            toast(request, _("Published. Members find it in the foot of every page."))
            return redirect("positioning-canvas")
        except Invalid as problem:
            refuse(form, problem)
    return render(request, "positioning/publish.jinja", {"canvas": canvas, "form": form})


@require_POST
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Put an earlier version on the canvas."""
    restore_version(actor=viewer_in(request), number=number)
    toast(request, _("Version %(number)s is on the canvas. Members see it when you publish it.") % {"number": number},
          undo=reverse("positioning-discard"))  # fmt: skip
    return redirect("positioning-canvas")
