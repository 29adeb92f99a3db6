"""How the team works: the ladder and the clocks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from steward.care.conduct.actions.change_practice import begin_with, change_practice, undo_practice
from steward.care.conduct.enums import Level
from steward.care.conduct.forms.practice import BLANK, PracticeForm, exemptions_of, ladder_of, rows_of
from steward.care.conduct.queries.exempt import exempt_choices
from steward.care.conduct.queries.judgement import languages
from steward.care.conduct.queries.practice import practice_now
from steward.care.conduct.rules.practice import LADDERS, MANAGE, Exemption, Rung
from steward.foundation.journal.public import Decision
from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in


def practice(request: HttpRequest) -> HttpResponse:
    """The settings; a POST changes them."""
    require(allowed(viewer_in(request), MANAGE))
    now = practice_now()
    if request.method != "POST":
        return _page(request, PracticeForm.of(now), now.ladder, now.exemptions)
    form, ladder, exempt = PracticeForm(request.POST), ladder_of(request.POST), exemptions_of(request.POST)
    if form.is_valid():
        try:
            made = change_practice(actor=viewer_in(request), ladder=ladder, exemptions=exempt, **form.changes(now))
        except Invalid as problem:
            refuse(form, problem, {"jumps": "grave", "decide_hours": "decide_1"})
        else:
            return _saved(request, made)
    return _page(request, form, ladder, exempt)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Take a ladder to begin with."""
    return _saved(request, begin_with(actor=viewer_in(request), ladder=request.POST.get("ladder", "")))


@require_POST
def undo(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Take a change back."""
    try:
        undo_practice(actor=viewer_in(request), decision_id=decision_id)
        toast(request, _("Taken back."))
    except Invalid as problem:
        toast(request, str(problem), level=40)
    return redirect("conduct-practice")


def _saved(request: HttpRequest, made: Decision | None) -> HttpResponse:
    back = reverse("conduct-practice-undo", args=[made.pk]) if made else ""
    toast(request, _("Saved.") if made else _("Nothing was different."), undo=back)
    return redirect("conduct-practice")


def _page(
    request: HttpRequest, form: PracticeForm, ladder: tuple[Rung, ...], exempt: tuple[Exemption, ...]
) -> HttpResponse:
    blank = tuple(Exemption("", "", Level.NONE) for _blank in range(BLANK))
    context = {
        "form": form, "rows": rows_of(ladder), "exempt": (*exempt, *blank), "whom": exempt_choices(),
        "levels": [level for level in Level if level != Level.NONE], "all_levels": list(Level),
        "languages": languages(), "ladders": LADDERS,
    }  # fmt: skip
    return render(request, "conduct/practice.jinja", context, status=422 if form.errors else 200)
