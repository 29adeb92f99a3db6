"""Reading and writing private conversations."""

import secrets
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.foundation.ui.render import render
from steward.people.access.public import viewer_in
from steward.people.joining.public import account_faces
from steward.people.notify.public import mark_read as mark_notified
from steward.square.letters.actions.begin import begin
from steward.square.letters.actions.write import mark_read, write
from steward.square.letters.forms import LetterForm, NewForm, PeopleForm
from steward.square.letters.models import Participant
from steward.square.letters.queries import (
    accounts_named,
    blocked_by,
    letters_page,
    list_page,
    participation,
    people_of,
)
from steward.square.letters.rules import WITHDRAW_WITHIN

LINES = 30


@login_required
def list_letters(request: HttpRequest) -> HttpResponse:
    """One's conversations, newest first; `?before=` goes on."""
    lines = list_page(viewer_in(request), before=parse_datetime(request.GET.get("before", "")), limit=LINES + 1)
    more = lines[LINES - 1].conversation.last_at.isoformat() if len(lines) > LINES else ""
    return render(request, "letters/list.jinja", {"lines": lines[:LINES], "more": more})


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Write to somebody: `?to=` brings a nickname along."""
    start = {"to": request.GET.get("to", ""), "title": request.GET.get("title", ""), "once": secrets.token_hex(8)}
    form = NewForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            to = accounts_named(form.names())
            data = form.cleaned_data
            letter = begin(
                actor=viewer_in(request), to=to, title=data["title"], source=data["source"], once=data["once"]
            )
            return redirect("letters-conversation", letter.conversation_id)
        except (Invalid, Forbidden) as problem:
            _refuse(form, problem)
    return render(request, "letters/new.jinja", {"form": form}, status=422 if form.errors else 200)


@login_required
def conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Read a conversation and write in it."""
    viewer = viewer_in(request)
    part = participation(viewer, conversation_id)
    form = LetterForm(request.POST or None, initial={"once": secrets.token_hex(8)})
    if request.method == "POST" and form.is_valid():
        try:
            write(actor=viewer, conversation_id=conversation_id, **form.cleaned_data)
            return redirect(f"{reverse('letters-conversation', args=[conversation_id])}#end")
        except (Invalid, Forbidden) as problem:
            _refuse(form, problem)
    context = _conversation(request, part) | {"form": form, "add": PeopleForm()}
    return render(request, "letters/conversation.jinja", context, status=422 if form.errors else 200)


def _conversation(request: HttpRequest, part: Participant) -> dict[str, Any]:
    before = request.GET.get("before", "")
    letters, earlier = letters_page(part, int(before) if before.isdecimal() else None)
    if letters and not before:
        mark_read(actor=viewer_in(request), conversation_id=part.conversation_id, number=letters[-1].number)
        mark_notified(account_id=part.account_id, subjects=[f"conversation:{part.conversation_id}"])
    people = people_of(part.conversation_id)
    authors = {letter.account_id for letter in letters} | {other.account_id for other in people}
    names = account_faces(number for number in authors if number)
    return {
        "part": part,
        "conversation": part.conversation,
        "letters": letters,
        "earlier": letters[0].number if earlier else 0,
        "faces": names,
        "others": [names[other.account_id] for other in people if other.account_id in names and other.pk != part.pk],
        "unread_from": part.read_number + 1,
        "withdrawable_after": clock.now() - WITHDRAW_WITHIN,
    }


@login_required
def blocked(request: HttpRequest) -> HttpResponse:
    """Whom one takes no letters from."""
    return render(request, "letters/blocked.jinja", {"blocks": blocked_by(viewer_in(request))})


def _refuse(form: LetterForm, problem: Invalid | Forbidden) -> None:
    errors = problem.errors if isinstance(problem, Invalid) else {"": problem.why}
    for field, sentence in errors.items():
        form.add_error(field if field in form.fields else None, sentence or _("This letter cannot be sent."))
