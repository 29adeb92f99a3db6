"""Publishing an edition, and who has accepted it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from steward.care.clauses.actions.publish_edition import discard_draft, publish_edition
from steward.care.clauses.actions.remind_members import remind_members
from steward.care.clauses.forms import EditionForm
from steward.care.clauses.queries.acceptances import (
    ACCEPTANCES,
    acceptances_for,
    asked_of_members,
    counts,
    last_reminder,
)
from steward.care.clauses.queries.draft import Draft, draft_for, founded_with
from steward.care.clauses.rules import changes
from steward.care.clauses.starting import SETS
from steward.care.clauses.views.editing import tabs
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.tables import selection_of
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in


def publish(request: HttpRequest) -> HttpResponse:
    """What the next edition changes, its notice, and the button."""
    draft = draft_for(viewer_in(request))
    form = EditionForm(request.POST or None, initial=_proposed(draft))
    if request.method == "POST" and form.is_valid() and _published(request, form):
        return redirect("code-editor")
    context = {"draft": draft, "form": form, "changes": changes(draft.newest.clauses, draft.clauses)}
    return render(request, "clauses/publish.jinja", context)


def _proposed(draft: Draft) -> dict[str, object]:
    """A first edition proposes the words of its starting set, and to bind at once."""
    if draft.newest.number:
        return {}
    notes = SETS[key].notes if (key := founded_with()) in SETS else {}
    return {"notice_days": 0} | {f"note_{code}": text for code, text in notes.items()}


def _published(request: HttpRequest, form: EditionForm) -> bool:
    """Whether there is a new edition; the form says otherwise why not."""
    try:
        edition = publish_edition(actor=viewer_in(request), **form.terms())
    except Invalid as problem:
        refuse(form, problem)
        return False
    toast(request, _("Edition %(number)s is published. Members are being told.") % {"number": edition.number})
    return True


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Throw the draft away."""
    keys = discard_draft(actor=viewer_in(request))
    toast(
        request,
        ngettext("The draft is gone: %(n)s clause is as it was.", "The draft is gone: %(n)s clauses are as they were.",
                 len(keys)) % {"n": len(keys)},
    )  # fmt: skip
    return redirect("code-editor")


@require_safe
def acceptances(request: HttpRequest) -> HttpResponseBase:
    """Who has accepted the newest edition that asks for it, and who has not yet."""
    rows = acceptances_for(viewer_in(request))
    if request.GET.get("format") == "csv":
        return ACCEPTANCES.export(request, rows)
    head = asked_of_members()
    context: dict[str, Any] = {"head": head, "tabs": tabs("code-acceptances"), "page": ACCEPTANCES.page(request, rows)}
    if head:
        done, everybody = counts(head.number)
        context |= {"done": done, "everybody": everybody, "last": last_reminder(), "now": clock.now()}
    return render(request, "clauses/acceptances.jinja", context)


@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Ask the ticked members, or everybody who has not accepted yet."""
    viewer, selection = viewer_in(request), selection_of(ACCEPTANCES, request)
    ids: list[int] | None = [int(one) for one in selection.ids if one.isdecimal()]
    if selection.everything:
        ids = list(ACCEPTANCES.narrowed(acceptances_for(viewer), selection.state).values_list("pk", flat=True))
    if "all" in request.POST:
        ids = None
    try:
        count = remind_members(actor=viewer, account_ids=ids)
        toast(request, ngettext("%(n)s person is reminded.", "%(n)s people are reminded.", count) % {"n": count})
    except Invalid as problem:
        toast(request, str(problem))
    return redirect(f"{reverse('code-acceptances')}{request.POST.get('query', '')}")
