"""Polls and chain sign-ups."""

import csv

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.foundation.ui.csvfile import BOM, safe_cell
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.square.forum.actions.join_chain import join_chain, leave_chain
from steward.square.forum.actions.vote import vote
from steward.square.forum.forms.writing import ChainForm
from steward.square.forum.models import Topic
from steward.square.forum.queries.chains import ChainRow, as_text, chain_of
from steward.square.forum.queries.topics import address
from steward.square.forum.views.writing_reply import number_of, topic_for


@login_required
@require_POST
def vote_in(request: HttpRequest, topic_id: int) -> HttpResponse:
    """Let one's vote be the options sent; `withdraw` takes it back."""
    chosen = [] if "withdraw" in request.POST else [number_of(text) for text in request.POST.getlist("option")]
    if not chosen and "withdraw" not in request.POST:
        raise Invalid(_("Choose something first."))
    vote(actor=viewer_in(request), topic_id=topic_id, options=chosen)
    toast(request, _("Your vote is taken back.") if not chosen else _("You have voted."))
    return redirect(f"{address(Topic.objects.get(pk=topic_id))}#poll")


@require_http_methods(["GET", "HEAD", "POST"])
def chain(request: HttpRequest, topic_id: int) -> HttpResponse:
    """The list to copy, as a table (`?format=csv`) or a text (`?format=txt`); POST signs up, changes or leaves."""
    _point, topic, _category = topic_for(request, topic_id)
    found = chain_of(topic_id)
    if found is None:
        raise NotFound
    if request.method == "POST":
        return _sign(request, topic, found)
    wanted = request.GET.get("format", "")
    if wanted == "csv":
        return _table(topic, found)
    if wanted == "txt":
        return HttpResponse(as_text(topic.title, found), content_type="text/plain; charset=utf-8")
    return _page(request, topic, found, ChainForm())


@login_required
def _sign(request: HttpRequest, topic: Topic, found: ChainRow) -> HttpResponse:
    if "leave" in request.POST:
        leave_chain(actor=viewer_in(request), topic_id=topic.pk)
        toast(request, _("Your line is gone."))
        return redirect(f"{address(topic)}#chain")
    form = ChainForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            join_chain(actor=viewer_in(request), topic_id=topic.pk, text=data["text"], people=data["people"] or 1)
        except Invalid as error:
            refuse(form, error)
        else:
            return redirect(f"{address(topic)}#chain")
    return _page(request, topic, found, form)


def _page(request: HttpRequest, topic: Topic, found: ChainRow, form: ChainForm) -> HttpResponse:
    context = {
        "topic": topic,
        "address": address(topic),
        "chain": found,
        "text": as_text(topic.title, found),
        "form": form,
    }
    return render(request, "forum/chain.jinja", context, status=422 if form.errors else 200)


def _table(topic: Topic, found: ChainRow) -> HttpResponse:
    response = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="chain-{topic.pk}.csv"'
    rows = csv.writer(response)
    head = [_("Place"), pgettext("of a person", "Name"), pgettext("sign-up", "Text"), pgettext("sign-up", "People")]
    rows.writerow([*head, _("When"), pgettext("sign-up", "Waiting")])
    for entry in found.entries:
        cells = [entry.place, entry.name, entry.text, entry.people, entry.at, entry.waits]
        rows.writerow([safe_cell(cell) for cell in cells])
    return response
