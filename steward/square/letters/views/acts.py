"""What one does in a conversation beside writing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.square.letters.actions import begin as beginning
from steward.square.letters.actions import leave as leaving
from steward.square.letters.actions import write as writing
from steward.square.letters.forms import PeopleForm
from steward.square.letters.queries import accounts_named, letter_for


@login_required
@require_POST
def people(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Bring more members in."""
    form = PeopleForm(request.POST)
    if form.is_valid():
        try:
            accounts = accounts_named(form.names())
            beginning.add_people(actor=viewer_in(request), conversation_id=conversation_id, accounts=accounts)
            toast(request, _("They read from here on."))
        except (Invalid, Forbidden) as problem:
            toast(request, str(problem), level=messages.ERROR)
    return redirect("letters-conversation", conversation_id)


@login_required
@require_POST
def mute(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Be told of new letters here, or not."""
    muted = request.POST.get("muted") == "1"
    leaving.mute(actor=viewer_in(request), conversation_id=conversation_id, muted=muted)
    return redirect("letters-conversation", conversation_id)


@login_required
@require_POST
def leave(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Leave, with a way back."""
    leaving.leave(actor=viewer_in(request), conversation_id=conversation_id)
    toast(request, _("You have left the conversation."), undo=reverse("letters-return", args=[conversation_id]))
    return redirect("letters")


@login_required
@require_POST
def come_back(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Undo leaving."""
    leaving.come_back(actor=viewer_in(request), conversation_id=conversation_id)
    return redirect("letters-conversation", conversation_id)


@login_required
@require_POST
def withdraw(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Take a letter back."""
    letter = letter_for(viewer_in(request), letter_id)
    writing.withdraw(actor=viewer_in(request), letter_id=letter_id)
    return redirect("letters-conversation", letter.conversation_id)


@login_required
@require_POST
def block(request: HttpRequest, account_id: int) -> HttpResponse:
    """Take no letters from somebody."""
    leaving.block(actor=viewer_in(request), account_id=account_id)
    toast(request, _("You get no letters from them any more."), undo=reverse("letters-unblock", args=[account_id]))
    return redirect(_back(request))


@login_required
@require_POST
def unblock(request: HttpRequest, account_id: int) -> HttpResponse:
    """Take letters again."""
    leaving.unblock(actor=viewer_in(request), account_id=account_id)
    toast(request, _("They can write to you again."))
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    back = request.POST.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else reverse("letters-blocked")
