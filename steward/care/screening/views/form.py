"""Writing a rule: the form, the same as YAML, differences between versions."""

from difflib import ndiff

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from steward.care.screening.actions.write_rule import write_rule
from steward.care.screening.engine import grammar
from steward.care.screening.forms.conditions import JOINS, MODES
from steward.care.screening.forms.kinds import KINDS
from steward.care.screening.forms.rule import ACTS, LEVELS, RuleDraft, as_yaml, draft_of, from_yaml, read_draft
from steward.care.screening.models import Rule, WordList
from steward.care.screening.queries.places import offered_places
from steward.care.screening.queries.rules import rule_for, versions_of
from steward.care.screening.queries.settings import switches
from steward.care.screening.rules import MANAGE
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import allowed, viewer_in


def new_rule(request: HttpRequest) -> HttpResponse:
    """Write a new rule."""
    require(allowed(viewer_in(request), MANAGE))
    return _form(request, None)


def edit_rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Change what a rule says."""
    return _form(request, rule_for(viewer_in(request), rule_id, to_change=True))


def _form(request: HttpRequest, rule: Rule | None) -> HttpResponse:
    places = offered_places()
    if request.method != "POST":
        return _show(request, rule, draft_of(rule, places, switches()))
    draft = read_draft(request.POST, places, new=rule is None)
    if request.POST.get("do") != "save":
        return _show(request, rule, draft, began=request.POST.get("version", ""))
    if draft.form.is_valid():
        try:
            return redirect("screening-rule", _save(request, rule, draft).pk)
        except Invalid as problem:
            return _show(request, rule, draft, dict(problem.errors), request.POST.get("version", ""))
    return _show(request, rule, draft, began=request.POST.get("version", ""), checked=True)


def _save(request: HttpRequest, rule: Rule | None, draft: RuleDraft) -> Rule:
    began = request.POST.get("version", "")
    saved = write_rule(
        actor=viewer_in(request),
        rule_id=rule.pk if rule else None,
        version=int(began) if began.isdecimal() else None,
        body=draft.body(rule.condition if rule and draft.conditions is None else None),
        ceiling=draft.form.cleaned_data["ceiling"],
        why=draft.form.cleaned_data["why"],
    )
    fell_back = rule is not None and rule.mode == "live" and saved.mode == "shadow"
    toast(request, _("Saved. The new version is in shadow until it has proved itself.") if fell_back else _("Saved."))
    return saved


def _show(
    request: HttpRequest, rule: Rule | None, draft: RuleDraft, errors: dict[str, str] | None = None, began: str = "",
    *, checked: bool = False,
) -> HttpResponse:  # fmt: skip
    """The form. Its own fields are not complained about while conditions are being added."""
    if not checked and draft.form.is_bound:
        draft.form.is_valid()
        draft.form.errors.clear()
    for name in ("name", "clause", "places", ""):
        if errors and name in errors:
            draft.form.add_error(name or None, errors[name])
    context = {
        "rule": rule, "draft": draft, "kinds": KINDS, "modes": MODES, "joins": JOINS, "acts": ACTS, "levels": LEVELS,
        "lists": list(WordList.objects.filter(allow=False).values_list("key", "name")),
        "errors": errors or {}, "version": began or (rule.version if rule else ""),
    }  # fmt: skip
    return render(request, "screening/form.jinja", context, status=422 if errors or checked else 200)


def edit_yaml(request: HttpRequest, rule_id: int) -> HttpResponse:
    """The whole rule as text, for conditions nested more deeply than the form shows."""
    rule = rule_for(viewer_in(request), rule_id, to_change=True)
    text, errors = as_yaml(rule.body()), {}
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            _save_text(request, rule, text)
            return redirect("screening-rule", rule_id)
        except Invalid as problem:
            errors = problem.errors
    context = {"rule": rule, "text": text, "errors": errors, "grammar": grammar.__doc__}
    return render(request, "screening/yaml.jinja", context, status=422 if errors else 200)


def _save_text(request: HttpRequest, rule: Rule, text: str) -> None:
    began, why = request.POST.get("version", ""), request.POST.get("why", "")
    version = int(began) if began.isdecimal() else None
    write_rule(actor=viewer_in(request), rule_id=rule.pk, version=version, body=from_yaml(text), why=why)
    toast(request, _("Saved."))


@require_safe
def version_page(request: HttpRequest, rule_id: int, number: int) -> HttpResponse:
    """One version, against the one before it."""
    rule = rule_for(viewer_in(request), rule_id)
    versions = {one.number: one for one in versions_of(rule)}
    if number not in versions:
        raise NotFound
    before = as_yaml(versions[number - 1].body) if number - 1 in versions else ""
    lines = [
        (line[0].strip(), line[2:])
        for line in ndiff(before.splitlines(), as_yaml(versions[number].body).splitlines())
        if line[0] != "?"
    ]
    context = {"rule": rule, "version": versions[number], "lines": lines, "newest": number == rule.version}
    return render(request, "screening/version.jinja", context)
