"""Choosing what to be told; the link in every mail that stops it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.people.notify.actions.choose import DIGEST, Choice, choose, stop_mail, try_address_again
from steward.people.notify.addresses import read_stop_token
from steward.people.notify.forms import PreferencesForm
from steward.people.notify.queries.wishes import chosen_by, kinds, kinds_for, mail_settings_of


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """What to be told in the house and by mail, and when mail may come."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            choose(actor=viewer_in(request), choices=form.choices, times=form.times)
            toast(request, _("Your choices are saved."))
            return redirect("notification-preferences")
        except Invalid as problem:
            refuse(form, problem)
    settings = mail_settings_of(viewer_in(request).own_id)
    return render(request, "notify/preferences.jinja", {"form": form, "settings": settings})


def _form(request: HttpRequest) -> PreferencesForm:
    viewer = viewer_in(request)
    own = viewer.own_id
    chosen = {key: Choice(row.in_app, row.mail) for key, row in chosen_by(own).items()}
    initial = PreferencesForm.initial_of(mail_settings_of(own))
    return PreferencesForm(request.POST or None, kinds=kinds_for(viewer), chosen=chosen, initial=initial)


@require_POST
@login_required
def mail_again(request: HttpRequest) -> HttpResponse:
    """Try the address again that a server refused."""
    try_address_again(actor=viewer_in(request))
    toast(request, _("Mail goes to your address again."))
    return redirect("notification-preferences")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link of List-Unsubscribe: a mail program posts and is done (RFC 8058), a person is asked first."""
    read = read_stop_token(token)
    if read is None:
        raise NotFound
    account, topic = read
    if done := request.method == "POST":
        stop_mail(account_id=account, topic=topic)
    return render(request, "notify/stop.jinja", {"done": done, "what": _what(topic)})


def _what(topic: str) -> str:
    if topic.startswith(DIGEST):
        return _("digests")
    kind = kinds().get(topic)
    return str(kind.label) if kind else topic
