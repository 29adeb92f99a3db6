"""Pages of webhooks."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.tables import Column, Filter, Table
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in
from steward.stream.webhooks.actions.deliver import redeliver, send_test
from steward.stream.webhooks.actions.edit_endpoint import (
    add_endpoint,
    change_endpoint,
    remove_endpoint,
    renew_secret,
)
from steward.stream.webhooks.actions.pause import pause, resume
from steward.stream.webhooks.forms import EndpointForm
from steward.stream.webhooks.models import Attempt, Delivery, Endpoint
from steward.stream.webhooks.queries import deliveries_for, delivery_for, endpoint_for, endpoints_for
from steward.stream.webhooks.records import offered
from steward.stream.webhooks.rules import MANAGE, PATIENCE


def _events() -> list[tuple[str, Any]]:
    return [(key, key) for key in offered()]


DELIVERIES = Table(
    key="deliveries",
    caption=gettext_lazy("Deliveries"),
    columns=(
        Column(
            "event",
            gettext_lazy("Event"),
            lead=True,
            href=lambda delivery: reverse("webhooks-delivery", args=[delivery.pk]),
        ),
        Column("state", gettext_lazy("State"), cell="webhooks/cells.jinja#state", export=lambda d: d.state),
        Column("last_status", gettext_lazy("Status code"), kind="number", export=lambda d: d.last_status),
        Column("last_ms", gettext_lazy("Milliseconds"), kind="number"),
        Column("attempts", gettext_lazy("Attempts"), kind="number"),
        Column("created_at", gettext_lazy("Happened"), order=("created_at",), kind="ago"),
        Column("due_at", gettext_lazy("Next attempt"), kind="moment", shown=False),
    ),
    filters=(
        Filter("state", gettext_lazy("State"), choices=Delivery.State.choices, kind="many", lookup="state"),
        Filter("event", gettext_lazy("Event"), choices=_events, lookup="event"),
    ),
    sort="-created_at",
)


@require_safe
def endpoints(request: HttpRequest) -> HttpResponse:
    """Every endpoint and how it does."""
    return render(request, "webhooks/list.jinja", {"endpoints": list(endpoints_for(viewer_in(request)))})


def new_endpoint(request: HttpRequest) -> HttpResponse:
    """Add one; its secret is shown on the page that answers, and never again."""
    viewer = viewer_in(request)
    require(allowed(viewer, MANAGE))
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            endpoint, secret = add_endpoint(actor=viewer, **form.cleaned_data)
            return _page(request, endpoint, secret=secret)
        except Invalid as problem:
            refuse(form, problem)
    return render(request, "webhooks/form.jinja", {"form": form, "endpoint": None})


def edit_endpoint(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Change address, name and events."""
    viewer = viewer_in(request)
    endpoint = endpoint_for(viewer, endpoint_id)
    form = EndpointForm(request.POST) if request.method == "POST" else EndpointForm.of(endpoint)
    if request.method == "POST" and form.is_valid():
        try:
            change_endpoint(actor=viewer, endpoint_id=endpoint_id, **form.cleaned_data)
            toast(request, _("Saved."))
            return redirect("webhooks-endpoint", endpoint_id)
        except Invalid as problem:
            refuse(form, problem)
    return render(request, "webhooks/form.jinja", {"form": form, "endpoint": endpoint})


@require_safe
def endpoint_page(request: HttpRequest, endpoint_id: int) -> HttpResponseBase:
    """One endpoint, its state and its log."""
    viewer = viewer_in(request)
    endpoint = endpoint_for(viewer, endpoint_id)
    if request.GET.get("format") == "csv":
        return DELIVERIES.export(request, deliveries_for(viewer, endpoint))
    return _page(request, endpoint)


@require_POST
def renew(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """A new secret, shown on the page that answers."""
    viewer = viewer_in(request)
    secret = renew_secret(actor=viewer, endpoint_id=endpoint_id)
    return _page(request, endpoint_for(viewer, endpoint_id), secret=secret)


@require_POST
def pause_endpoint(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Tell it nothing for now."""
    pause(actor=viewer_in(request), endpoint_id=endpoint_id)
    toast(request, _("Paused."), undo=reverse("webhooks-resume", args=[endpoint_id]))
    return redirect("webhooks-endpoint", endpoint_id)


@require_POST
def resume_endpoint(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Tell it again."""
    resume(actor=viewer_in(request), endpoint_id=endpoint_id)
    toast(request, _("It is told again from now on."))
    return redirect("webhooks-endpoint", endpoint_id)


@require_POST
def remove(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Forget it."""
    remove_endpoint(actor=viewer_in(request), endpoint_id=endpoint_id)
    toast(request, _("The webhook is removed."))
    return redirect("webhooks")


@require_POST
def test(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Send a ping and say what came back."""
    delivery, attempt = send_test(actor=viewer_in(request), endpoint_id=endpoint_id)
    _say(request, attempt)
    return redirect("webhooks-delivery", delivery.pk)


@require_safe
def delivery_page(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """One delivery: what was sent, and every attempt."""
    delivery = delivery_for(viewer_in(request), delivery_id)
    body = json.dumps(json.loads(delivery.body), ensure_ascii=False, indent=2)
    return render(request, "webhooks/delivery.jinja", {"delivery": delivery, "body": body})


@require_POST
def send_again(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Send it again now."""
    _say(request, redeliver(actor=viewer_in(request), delivery_id=delivery_id))
    return redirect("webhooks-delivery", delivery_id)


def _page(request: HttpRequest, endpoint: Endpoint, *, secret: str = "") -> HttpResponse:
    log = DELIVERIES.page(request, deliveries_for(viewer_in(request), endpoint))
    kinds = offered()
    context = {
        "endpoint": endpoint,
        "secret": secret,
        "page": log,
        "labels": [(key, kinds[key].label if key in kinds else key) for key in endpoint.events],
        "overlap": endpoint.previous_until
        if endpoint.previous_until and endpoint.previous_until > clock.now()
        else None,
        "patience": PATIENCE.days,
    }
    return render(request, "webhooks/endpoint.jinja", context)


def _say(request: HttpRequest, attempt: Attempt | None) -> None:
    if attempt is None:
        toast(request, _("It is being sent already."), level=messages.INFO)
    elif attempt.error:
        toast(request, attempt.error, level=messages.ERROR)
    else:
        words = {"status": attempt.status, "ms": attempt.duration_ms}
        good = attempt.status is not None and attempt.status < 300
        toast(
            request,
            _("The answer was %(status)s after %(ms)s ms.") % words,
            level=messages.SUCCESS if good else messages.ERROR,
        )
