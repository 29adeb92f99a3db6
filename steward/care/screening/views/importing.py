"""Rules from an AutoModerator configuration, and out again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from steward.care.screening.actions.import_rules import import_rules as store
from steward.care.screening.engine.automoderator import Reading, read_rules, write_rules
from steward.care.screening.forms.others import ImportForm
from steward.care.screening.forms.phrases import phrase_of
from steward.care.screening.models import WordList
from steward.care.screening.queries.compiled import body_of, spec_of
from steward.care.screening.queries.rules import rules_for
from steward.care.screening.rules import MANAGE
from steward.care.screening.views.rules import said_acts
from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in


def import_rules(request: HttpRequest) -> HttpResponse:
    """Paste a configuration, see what was understood and what cannot be honoured, store it."""
    viewer = viewer_in(request)
    require(allowed(viewer, MANAGE))
    form, reading = ImportForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        reading = read_rules(form.cleaned_data["text"])
        if request.POST.get("do") == "store" and reading.rules:
            try:
                return _stored(request, len(store(actor=viewer, reading=reading, why=_("imported"))))
            except Invalid as problem:
                form.add_error("text", str(problem))
    return render(request, "screening/import.jinja", {"form": form, "reading": reading, "shown": _shown(reading)})


def _stored(request: HttpRequest, count: int) -> HttpResponse:
    sentence = ngettext("%(num)d rule is stored, and off.", "%(num)d rules are stored, and off.", count)
    toast(request, sentence % {"num": count})
    return redirect("screening-rules")


def _shown(reading: Reading | None) -> list[dict[str, object]]:
    lists = dict(WordList.objects.values_list("key", "name")) if reading else {}
    bodies = [body_of(spec) for spec in reading.rules] if reading else []
    return [
        {"name": body["name"], "phrase": phrase_of(body["condition"], lists), "acts": said_acts(body["acts"])}
        for body in bodies
    ]


@require_safe
def export_rules(request: HttpRequest) -> HttpResponse:
    """Every rule in the grammar of AutoModerator; what it has no word for stands under `steward`."""
    text = write_rules(spec_of(rule) for rule in rules_for(viewer_in(request)))
    headers = {"Content-Disposition": 'attachment; filename="rules.yaml"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)
