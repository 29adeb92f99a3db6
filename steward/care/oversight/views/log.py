"""The public log, its feed, and redacting an entry."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from steward.care.clauses.public import code_now
from steward.care.oversight.actions.redact import redact, undo_redaction
from steward.care.oversight.enums import PUBLISH
from steward.care.oversight.forms import LogForm, RedactForm
from steward.care.oversight.queries.log import PAGE, entries, entry_to_redact, logged
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in
from steward.people.community.public import community

ATOM = "application/atom+xml; charset=utf-8"


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Everything that was decided with effect, the newest first."""
    form = LogForm(request.GET, clauses=clause_choices())
    page = Paginator(logged(form.asked()).select_related("case"), PAGE).get_page(request.GET.get("page"))
    kept = urlencode({key: value for key, value in request.GET.items() if key != "page" and value})
    context = {
        "entries": entries(list(page.object_list)), "page": page, "form": form, "asked": form.asked(),
        "at": f"?{kept}&page={{}}".format if kept else "?page={}".format,
        "may_redact": viewer_in(request).can(PUBLISH),
    }  # fmt: skip
    return render(request, "oversight/log.jinja", context)


@require_safe
def feed(_request: HttpRequest) -> HttpResponse:
    """The newest entries as an Atom feed."""
    found = entries(list(logged().select_related("case")[:PAGE]))
    context = {
        "entries": found, "base": settings.BASE_URL, "community": community().name,
        "updated": max((one.overturned_at or one.at for one in found), default=None),
    }  # fmt: skip
    xml = render_to_string("oversight/feed.jinja", context, using="jinja2")
    return HttpResponse(xml, content_type=ATOM, headers={"Cache-Control": "no-cache"})


def redact_entry(request: HttpRequest, judgement_id: int) -> HttpResponse:
    """Say why an entry is not to be shown, and hide it."""
    viewer = viewer_in(request)
    entry = entry_to_redact(viewer, judgement_id)
    form = RedactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            redact(actor=viewer, judgement_id=judgement_id, reason=form.cleaned_data["reason"])
            toast(request, _("Redacted."), undo=reverse("oversight-show", args=[judgement_id]))
            return redirect("conduct-log")
        except Invalid as problem:
            refuse(form, problem)
    return render(request, "oversight/redact.jinja", {"entry": entry, "form": form}, status=422 if form.errors else 200)


@require_POST
def show_entry(request: HttpRequest, judgement_id: int) -> HttpResponse:
    """Show a redacted entry again."""
    undo_redaction(actor=viewer_in(request), judgement_id=judgement_id)
    toast(request, _("Shown again."))
    return redirect("conduct-log")


def clause_choices() -> list[tuple[str, str]]:
    """The clauses in force, to choose from."""
    return [(one.key, one.title()) for one in code_now().clauses]
