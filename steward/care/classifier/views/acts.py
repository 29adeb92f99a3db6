"""What a lead does with the classifier."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from steward.care.classifier.actions.set_up import set_up
from steward.care.classifier.actions.train import train_soon
from steward.care.classifier.actions.use import back, use
from steward.care.classifier.enums import MANAGE
from steward.care.classifier.forms import SetupForm
from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in


@require_POST
def train_now(request: HttpRequest) -> HttpResponse:
    """Start a training and watch it."""
    job = train_soon(actor=viewer_in(request))
    if job is None:
        toast(request, _("A training is under way already."))
        return redirect("classifier")
    return redirect("jobs-job", job.pk)


@require_POST
def use_now(request: HttpRequest, number: int) -> HttpResponse:
    """From now on this version scores."""
    try:
        use(actor=viewer_in(request), number=number, reason=request.POST.get("reason", "")[:500])
        toast(
            request, _("Version %(number)s scores from now on.") % {"number": number}, undo=reverse("classifier-back")
        )
    except Invalid as problem:
        toast(request, str(problem), level=messages.ERROR)
    return redirect("classifier-version", number)


@require_POST
def back_now(request: HttpRequest) -> HttpResponse:
    """Take the latest choice back."""
    try:
        number = back(actor=viewer_in(request))
        words = _("Version %(number)s scores again.") if number else _("The built-in words score again.")
        toast(request, words % {"number": number})
    except Invalid as problem:
        toast(request, str(problem), level=messages.ERROR)
    return redirect("classifier")


@require_POST
def set_up_now(request: HttpRequest) -> HttpResponse:
    """Change when it proposes and trains."""
    viewer = viewer_in(request)
    require(allowed(viewer, MANAGE))
    form = SetupForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        changed = set_up(actor=viewer, target=values["target"] / 100, fresh=values["fresh"])
        toast(request, _("Saved.") if changed else _("Nothing was different."))
    else:
        problem = next(iter(form.errors.values()))[0]
        toast(request, str(problem), level=messages.ERROR)
    return redirect("classifier")
