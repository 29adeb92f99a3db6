"""Who is held back, ending it early, and what is to be done by hand."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.care.conduct.actions.do_task import do_task, reopen_task
from steward.care.conduct.actions.lift_sanction import lift_sanction
from steward.care.conduct.actions.link_alternate import link_alternate, unlink_alternate
from steward.care.conduct.forms.judging import LinkForm
from steward.care.conduct.models import ChannelTask, Sanction
from steward.care.conduct.queries.console import SANCTIONS, held_back, sanctions_for
from steward.care.conduct.views.judgements import done
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in


@require_safe
def sanctions(request: HttpRequest) -> HttpResponseBase:
    """Who is held back now; with `which=all` also who was."""
    viewer, everything = viewer_in(request), request.GET.get("which") == "all"
    rows = sanctions_for(viewer) if everything else held_back(viewer)
    if request.GET.get("format") == "csv":
        return SANCTIONS.export(request, rows)
    return render(request, "conduct/sanctions.jinja", {"page": SANCTIONS.page(request, rows), "everything": everything})


@require_POST
def lift(request: HttpRequest, sanction_id: int) -> HttpResponse:
    """End a sanction before its time."""
    viewer, reason = viewer_in(request), request.POST.get("reason", "")
    about = Sanction.objects.filter(pk=sanction_id).values_list("judgement_id", flat=True).first()
    if about is None:
        raise NotFound
    return done(
        request, lambda: lift_sanction(actor=viewer, sanction_id=sanction_id, reason=reason), _("Ended."), about
    )


@require_POST
def task_done(request: HttpRequest, task_id: int) -> HttpResponse:
    """It was done, or with `again` it was not."""
    viewer = viewer_in(request)
    if "again" in request.GET:
        reopen_task(actor=viewer, task_id=task_id)
        toast(request, _("It is open again."))
    else:
        do_task(actor=viewer, task_id=task_id)
        toast(request, _("Done."), undo=reverse("conduct-task-done", args=[task_id]) + "?again=1")
    about = ChannelTask.objects.values_list("judgement_id", flat=True).get(pk=task_id)
    return redirect(reverse("conduct-judgement", args=[about]) + "#by-hand")


@require_POST
def link(request: HttpRequest, member_id: int) -> HttpResponse:
    """Say on a member's page that another account is theirs too, or take it back."""
    form, viewer = LinkForm(request.POST), viewer_in(request)
    try:
        one, other = form.accounts(member_id)
        if "unlink" in request.POST:
            unlink_alternate(actor=viewer, account_id=one, other_id=other)
            toast(request, _("They are two people again."))
        else:
            why, hold = form.cleaned_data.get("why", ""), form.cleaned_data.get("hold", False)
            link_alternate(actor=viewer, account_id=one, other_id=other, why=why, hold=hold)
            toast(request, _("Linked."))
    except Invalid as problem:
        toast(request, "; ".join(str(why) for why in problem.errors.values()), level=40)
    return redirect(reverse("members-member", args=[member_id]) + "#conduct")
