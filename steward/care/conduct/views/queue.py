"""The queue, and what one does with a case but decide it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from steward.care.conduct.actions.claim import claim, release
from steward.care.conduct.actions.note import declare_conflict, note, withdraw_conflict
from steward.care.conduct.actions.pass_on import ask_opinion, give_opinion, hand_over
from steward.care.conduct.actions.pause import pause, resume
from steward.care.conduct.actions.spend import spend
from steward.care.conduct.enums import Pause
from steward.care.conduct.forms.queue import ColleagueForm, PauseForm, SpanForm, WordsForm
from steward.care.conduct.queries.case import case_page
from steward.care.conduct.queries.choices import choices_for
from steward.care.conduct.queries.queue import next_case, queue_page
from steward.care.conduct.rules.conflict import REVIEW
from steward.care.conduct.rules.practice import JUDGE
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Viewer, allowed, viewer_in


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Every open case, the most urgent first."""
    page = queue_page(viewer_in(request), request.GET, request.path, clock.now())
    return render(request, "conduct/queue.jinja", {"page": page, "begun": "after" in request.GET})


@require_safe
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """One case with everything one decides it by."""
    viewer, now = viewer_in(request), clock.now()
    page = case_page(viewer, case_id, now)
    choices = choices_for(viewer, page.case, now) if page.is_mine and page.is_open and viewer.can(JUDGE) else None
    context = {"page": page, "case": page.case, "choices": choices, "pauses": Pause.choices}
    return render(request, "conduct/case.jinja", context)


@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """The next case nobody works on; the queue when there is none."""
    viewer, besides = viewer_in(request), request.GET.get("besides", "")
    require(allowed(viewer, REVIEW))
    found = next_case(viewer, clock.now(), int(besides) if besides.isdecimal() and len(besides) < 18 else 0)
    return redirect("conduct-case", found) if found else redirect("conduct-queue")


def _hand(actor: Viewer, case_id: int, words: dict[str, Any]) -> None:
    hand_over(actor=actor, case_id=case_id, to=words.get("to", 0), words=words.get("words", ""))


def _ask(actor: Viewer, case_id: int, words: dict[str, Any]) -> None:
    ask_opinion(actor=actor, case_id=case_id, of=words.get("to", 0), words=words.get("words", ""))


def _pause(actor: Viewer, case_id: int, words: dict[str, Any]) -> None:
    pause(actor=actor, case_id=case_id, why=words.get("why", ""), words=words.get("words", ""))


#: What one can do with a case: its form, the act, what is said afterwards.
Act = Callable[[Viewer, int, dict[str, Any]], object]
ACTS: dict[str, tuple[type[forms.Form], Act, Any]] = {
    "claim": (forms.Form, lambda actor, pk, _words: claim(actor=actor, case_id=pk), lazy("It is yours.")),
    "take-over": (
        forms.Form, lambda actor, pk, _words: claim(actor=actor, case_id=pk, take_over=True),
        lazy("It is yours now. Who worked on it has been told."),
    ),
    "release": (forms.Form, lambda actor, pk, _words: release(actor=actor, case_id=pk), lazy("Given back.")),
    "hand-over": (ColleagueForm, _hand, lazy("Handed over. They have been told.")),
    "ask": (ColleagueForm, _ask, lazy("Asked. They have been told.")),
    "advise": (
        WordsForm, lambda actor, pk, words: give_opinion(actor=actor, case_id=pk, **words),
        lazy("Your opinion is there."),
    ),
    "pause": (PauseForm, _pause, lazy("The clock stands still.")),
    "resume": (forms.Form, lambda actor, pk, _words: resume(actor=actor, case_id=pk), lazy("The clock runs again.")),
    "note": (WordsForm, lambda actor, pk, words: note(actor=actor, case_id=pk, **words), lazy("Noted.")),
    "conflict": (
        WordsForm, lambda actor, pk, words: declare_conflict(actor=actor, case_id=pk, **words),
        lazy("Thank you. Somebody else decides about it."),
    ),
    "freed": (
        forms.Form, lambda actor, pk, _words: withdraw_conflict(actor=actor, case_id=pk), lazy("Taken back."),
    ),
}  # fmt: skip

#: After these one has nothing more to do with the case.
LEAVING = frozenset({"release", "hand-over", "conflict"})


@require_POST
def act(request: HttpRequest, case_id: int, verb: str) -> HttpResponse:
    """Do one thing with a case; what stands in the way is said on its page."""
    if verb not in ACTS:
        raise NotFound
    done = _done(request, case_id, verb)
    return redirect("conduct-queue") if done and verb in LEAVING else redirect("conduct-case", case_id)


def _done(request: HttpRequest, case_id: int, verb: str) -> bool:
    kind, does, said = ACTS[verb]
    form = kind(request.POST)
    form.is_valid()
    try:
        does(viewer_in(request), case_id, form.cleaned_data)
    except Invalid as problem:
        toast(request, "; ".join(str(why) for why in problem.errors.values()), level=messages.ERROR)
        return False
    toast(request, str(said))
    return True


@require_POST
def span(request: HttpRequest, case_id: int) -> HttpResponse:
    """A sign of life of the page: 204 while the case is the viewer's, 409 when it is not (any more)."""
    form = SpanForm(request.POST)
    seconds = form.cleaned_data["seconds"] if form.is_valid() else 0
    held = spend(actor=viewer_in(request), case_id=case_id, seconds=seconds)
    return HttpResponse(status=204 if held else 409)
