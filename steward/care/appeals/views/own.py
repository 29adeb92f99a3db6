"""A member's own appeal: writing it, the exchange, the answer."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from steward.care.appeals.actions.appeal import appeal, resume, withdraw
from steward.care.appeals.actions.write_word import write_word
from steward.care.appeals.forms import AppealForm, WordForm
from steward.care.appeals.queries.own import Stance, exchange, own_appeal, stance
from steward.care.appeals.rules import ANSWER_WITHIN
from steward.care.clauses.public import wordings_of
from steward.care.conduct.public import practice_now
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, Invalid
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Viewer, viewer_in
from steward.people.joining.public import account_faces
from steward.people.notify.public import mark_read


@login_required
def write(request: HttpRequest, judgement_id: int) -> HttpResponse:
    """Appeal against a decision about oneself; afterwards read the exchange, write in it, read the answer."""
    viewer = viewer_in(request)
    now = stance(viewer, judgement_id)
    form: Form = (WordForm if now.appeal else AppealForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _send(viewer, now, form.cleaned_data["words"])
            toast(request, _("Sent."))
            return redirect(f"{reverse('appeal-write', args=[judgement_id])}{'#end' if now.appeal else ''}")
        except (Invalid, Forbidden) as problem:
            refuse(form, problem)
    context = _context(viewer, now) | {"form": form}
    return render(request, "appeals/own.jinja", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw_own(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """Take one's appeal back."""
    viewer = viewer_in(request)
    withdraw(actor=viewer, appeal_id=appeal_id)
    toast(request, _("Your appeal is withdrawn."), undo=reverse("appeal-resume", args=[appeal_id]))
    return redirect("appeal-write", own_appeal(viewer, appeal_id).judgement_id)


@login_required
@require_POST
def resume_own(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """Go on with an appeal one withdrew."""
    viewer = viewer_in(request)
    resume(actor=viewer, appeal_id=appeal_id)
    toast(request, _("Your appeal goes on."))
    return redirect("appeal-write", own_appeal(viewer, appeal_id).judgement_id)


def _send(viewer: Viewer, now: Stance, words: str) -> None:
    if now.appeal:
        write_word(actor=viewer, appeal_id=now.appeal.pk, words=words)
    else:
        appeal(actor=viewer, judgement_id=now.judgement.pk, words=words)


def _context(viewer: Viewer, now: Stance) -> dict[str, Any]:
    judgement, found = now.judgement, now.appeal
    version = (judgement.clause, judgement.clause_version)
    if found:
        mark_read(account_id=viewer.own_id, subjects=[f"appeal:{found.pk}"])
    words = exchange(found.pk) if found else []
    named = practice_now().names_shown
    team = {word.author_id for word in words if word.from_team} | ({found.decided_by_id} if found else set())
    return {
        "stance": now, "judgement": judgement, "appeal": found, "words": words,
        "late": bool(found and found.due_at < clock.now()), "days": ANSWER_WITHIN.days,
        "clause": wordings_of([version]).get(version),
        "names": account_faces(account for account in team if account) if named else {},
    }  # fmt: skip
