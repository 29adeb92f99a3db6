"""How open the log is, and when to rest."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from steward.care.oversight.actions.change_openness import change_openness, undo_openness
from steward.care.oversight.enums import PUBLISH
from steward.care.oversight.forms import OpennessForm
from steward.care.oversight.queries.openness import openness
from steward.foundation.kernel.ruling import require
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in


def openness_page(request: HttpRequest) -> HttpResponse:
    """Choose what the log shows."""
    viewer = viewer_in(request)
    require(allowed(viewer, PUBLISH))
    row = openness()
    form = OpennessForm(
        request.POST or None,
        initial={"members_named": row.members_named, "disturbing_minutes": row.disturbing_minutes},
    )
    if request.method == "POST" and form.is_valid():
        decision = change_openness(actor=viewer, **form.cleaned_data)
        toast(request, _("Kept."), undo=reverse("oversight-openness-undo", args=[decision.pk]) if decision else "")
        return redirect("oversight-openness")
    return render(request, "oversight/openness.jinja", {"form": form}, status=422 if form.errors else 200)


@require_POST
def openness_undo(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Take a change back."""
    undo_openness(actor=viewer_in(request), decision_id=decision_id)
    toast(request, _("Taken back."))
    return redirect("oversight-openness")
