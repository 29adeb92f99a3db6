"""The editor of the code: the draft, one clause, its place."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.care.clauses.actions.found_code import found_code
from steward.care.clauses.actions.retire_clause import bring_back_clause, move_clause, retire_clause
from steward.care.clauses.actions.write_clause import change_clause, write_clause
from steward.care.clauses.enums import MANAGE, Change
from steward.care.clauses.forms import ClauseForm
from steward.care.clauses.queries.code import code_coming, code_now, editions
from steward.care.clauses.queries.draft import DraftClause, draft_for
from steward.care.clauses.rules import compared, shown_range
from steward.care.clauses.starting import SETS
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in


def tabs(here: str) -> list[tuple[str, str, bool]]:
    """The tabs of the editor."""
    labels = {"code-editor": _("Clauses"), "code-acceptances": _("Acceptances")}
    return [(label, reverse(name), name == here) for name, label in labels.items()]


@require_safe
def editor(request: HttpRequest) -> HttpResponse:
    """The draft of the next edition; starting sets where there is nothing yet."""
    draft = draft_for(viewer_in(request))
    context: dict[str, Any] = {"draft": draft, "tabs": tabs("code-editor"), "sets": SETS.values()}
    if draft.rows:
        context |= {"now": code_now(), "coming": code_coming(), "editions": editions(), "range": shown_range}
    return render(request, "clauses/editor.jinja", context)


@require_POST
def found(request: HttpRequest) -> HttpResponse:
    """Begin with a starting set."""
    try:
        found_code(actor=viewer_in(request), starting_set=request.POST.get("set", ""))
        toast(request, _("The first draft is there: change what does not fit, then publish it."))
    except Invalid as problem:
        toast(request, str(problem))
    return redirect("code-editor")


def new_clause(request: HttpRequest) -> HttpResponse:
    """Write a clause."""
    viewer = viewer_in(request)
    require(allowed(viewer, MANAGE))
    form = ClauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            write_clause(actor=viewer, key=data["key"], reason=data["reason"], words=form.words())
            return redirect("code-editor")
        except Invalid as problem:
            refuse(form, problem)
    return render(request, "clauses/edit.jinja", {"form": form, "row": None, "change": None})


def edit_clause(request: HttpRequest, key: str) -> HttpResponse:
    """Change what the next edition says in a clause; what differs from the newest one stands beside it."""
    row = _row(request, key)
    reason_open = row.before is None and row.change == Change.NEW
    values = ClauseForm.values_of(row.clause)
    form = ClauseForm(request.POST or None, initial=values, is_new=False, reason_open=reason_open)
    if request.method == "POST" and form.is_valid() and _saved(request, row, form):
        return redirect(f"{reverse('code-editor')}#{key}")
    change = compared(row.before, row.clause) if row.change == Change.CHANGED and row.before else None
    return render(request, "clauses/edit.jinja", {"form": form, "row": row, "change": change})


def _row(request: HttpRequest, key: str) -> DraftClause:
    row = draft_for(viewer_in(request)).row(key)
    if row is None:
        raise NotFound
    return row


def _saved(request: HttpRequest, row: DraftClause, form: ClauseForm) -> bool:
    """Whether the words could be used; the form says otherwise why not."""
    reason = form.cleaned_data.get("reason", "")
    try:
        change_clause(actor=viewer_in(request), clause_id=row.row.pk, words=form.words(), reason=reason)
    except Invalid as problem:
        refuse(form, problem)
        return False
    toast(request, _("Saved in the draft. It binds nobody before the next edition."))
    return True


@require_POST
def retire(request: HttpRequest, key: str) -> HttpResponse:
    """Leave a clause out of the next edition."""
    retire_clause(actor=viewer_in(request), clause_id=_row(request, key).row.pk)
    toast(request, _("The next edition will not have this clause."), undo=reverse("code-bring-back", args=[key]))
    return redirect("code-editor")


@require_POST
def bring_back(request: HttpRequest, key: str) -> HttpResponse:
    """Take a clause up again."""
    bring_back_clause(actor=viewer_in(request), clause_id=_row(request, key).row.pk)
    return redirect(f"{reverse('code-editor')}#{key}")


@require_POST
def move(request: HttpRequest, key: str, way: str) -> HttpResponse:
    """Let a clause change places with its neighbour."""
    move_clause(actor=viewer_in(request), clause_id=_row(request, key).row.pk, up=way == "up")
    return redirect(f"{reverse('code-editor')}#{key}")
