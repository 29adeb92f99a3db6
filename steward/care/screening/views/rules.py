"""The list of rules, one rule, and what can be done with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from steward.care.clauses.public import clause_now
from steward.care.screening.actions.rehearse import ask_rehearsal
from steward.care.screening.actions.switch import set_mode, switch_all
from steward.care.screening.actions.undo import undo_since
from steward.care.screening.actions.write_rule import remove_rule
from steward.care.screening.forms.others import SwitchForm, UndoForm
from steward.care.screening.forms.phrases import phrase_of
from steward.care.screening.forms.rule import ACTS
from steward.care.screening.models import Hit, Rule, WordList
from steward.care.screening.queries.hits import Record, hits_for, records_for
from steward.care.screening.queries.past import days_offered
from steward.care.screening.queries.places import names_of
from steward.care.screening.queries.rules import last_rehearsals, rehearsals_of, rule_for, rules_for, versions_of
from steward.care.screening.queries.settings import switches
from steward.care.screening.records import reasons_of
from steward.care.screening.rules import MANAGE, pieces, shadow_left
from steward.foundation.jobs.public import Job
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import viewer_in


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule, how far it is and how it does."""
    viewer = viewer_in(request)
    rows = list(rules_for(viewer))
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    context = {
        "rules": rows,
        "records": records_for([row.pk for row in rows], today),
        "nothing": Record(),
        "rehearsed": last_rehearsals(rows),
        "switches": switches(),
        "may": viewer.can(MANAGE),
    }
    return render(request, "screening/rules.jinja", context)


@require_safe
def rule_page(request: HttpRequest, rule_id: int) -> HttpResponse:
    """What a rule says, how far it is, what it hit, how it became what it is."""
    return _page(request, rule_for(viewer_in(request), rule_id))


def _page(request: HttpRequest, rule: Rule, error: str = "", why: str = "") -> HttpResponse:
    viewer, wanted = viewer_in(request), switches()
    hits = list(hits_for(viewer).filter(rule=rule)[:5])
    lists = dict(WordList.objects.values_list("key", "name"))
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    context = {
        "rule": rule, "phrase": phrase_of(rule.condition, lists), "acts": said_acts(rule.acts),
        "places": sorted(names_of(rule.places).values()), "clause": clause_now(rule.clause) if rule.clause else None,
        "record": records_for([rule.pk], today).get(rule.pk, Record()),
        "rehearsed": last_rehearsals([rule]).get(rule.pk),
        "rehearsals": rehearsals_of(rule), "versions": versions_of(rule), "switches": wanted,
        "hours_left": shadow_left(rule.shadow_since, wanted.shadow_hours, clock.now()),
        "shown": [shown_hit(hit) for hit in hits], "undo": UndoForm(initial={"since": timezone.localtime()}),
        "days": days_offered(clock.now()), "may": viewer.can(MANAGE), "error": error, "why": why,
    }  # fmt: skip
    return render(request, "screening/rule.jinja", context, status=422 if error else 200)


def said_acts(acts: list[dict[str, str]]) -> list[tuple[str, str]]:
    """What is done, in words, with the value beside it."""
    labels = {key: label for key, label, _asks in ACTS}
    keys = [f"notify_{act.get('to') or 'team'}" if act["kind"] == "notify" else act["kind"] for act in acts]
    return [(str(labels.get(key, key)), act.get("value", "")) for key, act in zip(keys, acts, strict=True)]


def shown_hit(hit: Hit) -> dict[str, Any]:
    """A hit with its words cut at the marks, and its reasons in sentences."""
    reasons = reasons_of(hit.reasons)
    return {
        "hit": hit, "reasons": reasons, "pieces": pieces(hit.excerpt, reasons, starts=hit.starts),
        "title": pieces(hit.title, reasons, field="title"), "cut": hit.starts > 0,
    }  # fmt: skip


@require_POST
def switch(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Off, shadow or live; where something is missing the page says what."""
    viewer, form = viewer_in(request), SwitchForm(request.POST)
    rule = rule_for(viewer, rule_id, to_change=True)
    if form.is_valid():
        try:
            set_mode(actor=viewer, rule_id=rule_id, **form.cleaned_data)
        except Invalid as problem:
            return _page(request, rule, error=str(problem), why=form.cleaned_data["why"])
        toast(request, _said_mode(form.cleaned_data["mode"]))
    return redirect("screening-rule", rule_id)


def _said_mode(mode: str) -> str:
    return {
        "off": _("The rule is off."),
        "shadow": _("The rule is in shadow: it notes, and does nothing."),
        "live": _("The rule is live."),
    }[mode]


@require_POST
def all_off(request: HttpRequest) -> HttpResponse:
    """Stop every rule, or let them go on."""
    stopped = request.POST.get("stopped") == "1"
    switch_all(actor=viewer_in(request), stopped=stopped, why=request.POST.get("why", ""))
    toast(request, _("Every rule is stopped.") if stopped else _("The rules go on as they were."))
    return redirect("screening-rules")


@require_POST
def begin_rehearsal(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Rehearse the rule as it stands."""
    given = request.POST.get("days", "")
    row = ask_rehearsal(actor=viewer_in(request), rule_id=rule_id, days=int(given) if given.isdecimal() else 30)
    return redirect("screening-rehearsal", row.pk)


@require_POST
def undo(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Take back everything the rule did since a moment."""
    form = UndoForm(request.POST)
    if not form.is_valid():
        toast(request, _("Say since when, as a day and a time."), level=messages.ERROR)
        return redirect("screening-rule", rule_id)
    done = undo_since(actor=viewer_in(request), rule_id=rule_id, **form.cleaned_data)
    if isinstance(done, Job):
        return redirect("jobs-job", done.pk)
    _say_undone(request, done.undone, sum(done.left.values()), next(iter(done.left), ""))
    return redirect("screening-rule", rule_id)


def _say_undone(request: HttpRequest, undone: int, left: int, why: str) -> None:
    toast(request, ngettext("%(num)d act is taken back.", "%(num)d acts are taken back.", undone) % {"num": undone})
    if left:
        sentence = ngettext("%(num)d could not be: %(why)s", "%(num)d could not be: %(why)s", left)
        toast(request, sentence % {"num": left, "why": why}, level=messages.WARNING)


@require_POST
def remove(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Take the rule out of the list."""
    remove_rule(actor=viewer_in(request), rule_id=rule_id)
    toast(request, _("The rule is removed. Its hits stay."))
    return redirect(reverse("screening-rules"))
