"""Trust levels in the console: what they ask and allow, what other thresholds would change, one member's standing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.people.access.public import Viewer, allowed, viewer_in
from steward.people.joining.public import account_faces
from steward.people.members.public import Member
from steward.square.forum.actions.set_trust import TRUST, set_trust, set_trust_rule
from steward.square.forum.enums import TrustLevel
from steward.square.forum.forms.trust import TrustForm, TrustRuleForm
from steward.square.forum.models import Standing, TrustRule
from steward.square.forum.queries.limits import trust_rules
from steward.square.forum.queries.trust import Step, population, rehearse
from steward.square.forum.rules.trust import COUNTS, TrustRules, rules_of

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def trust(request: HttpRequest, level: int = TrustLevel.BASIC) -> HttpResponse:
    """One level's thresholds and limits; `rehearse` shows who would rise and fall before anything is saved."""
    require(allowed(viewer_in(request), TRUST))
    if level not in TrustLevel.values:
        raise NotFound
    form = TrustRuleForm(request.POST or None, level=level, rules=trust_rules())
    steps = None
    if request.method == "POST" and form.is_valid():
        if "rehearse" not in request.POST and _saved(request, form):
            return redirect("square-trust-level", level)
        steps = rehearse(_with(form))
    return render(request, "forum/trust.jinja", _context(form, level, steps), status=422 if form.errors else 200)


def _saved(request: HttpRequest, form: TrustRuleForm) -> bool:
    try:
        set_trust_rule(actor=viewer_in(request), level=form.level, asks=form.asks(), allows=form.allows())
    except Invalid as error:
        refuse(form, error)
        return False
    toast(request, _("Saved. Levels follow within a day."))
    return True


def _with(form: TrustRuleForm) -> TrustRules:
    """The rules with what the form says in place of the level's own."""
    others = TrustRule.objects.exclude(level=form.level).values_list("level", "asks", "allows")
    return rules_of([*others, (form.level, form.asks(), form.allows())])


def _context(form: TrustRuleForm, level: int, steps: list[Step] | None) -> dict[str, Any]:
    counts = population()
    faces = account_faces([step.account_id for step in (steps or [])[: SHOWN * 2]])
    return {
        "form": form,
        "level": level,
        "levels": [(one.value, one.label, counts.get(one.value, 0)) for one in TrustLevel],
        "steps": steps,
        "rising": [step for step in steps or [] if step.level > step.was],
        "falling": [step for step in steps or [] if step.level < step.was],
        "faces": faces,
        "shown": SHOWN,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def member_trust(request: HttpRequest, member_id: int) -> HttpResponse:
    """The level of one member: what it was earned with, and setting it by hand."""
    member = _signing_in(viewer_in(request), member_id)
    row = Standing.objects.filter(pk=member.account_id).first() or Standing(account=member.account)
    form = TrustForm(request.POST or None, initial={"level": row.level if row.by_hand else ""})
    if request.method == "POST" and form.is_valid():
        try:
            set_trust(actor=viewer_in(request), account_id=row.account_id, **form.cleaned_data)
            return redirect("members-member", member_id)
        except Invalid as error:
            refuse(form, error)
    context = {"form": form, "member": member, **standing_of(viewer_in(request), member)}
    return render(request, "forum/trust_member.jinja", context)


def _signing_in(viewer: Viewer, member_id: int) -> Member:
    require(allowed(viewer, TRUST))
    member = Member.objects.filter(pk=member_id).exclude(account=None).first()
    if member is None:
        raise NotFound
    return member


def standing_of(_viewer: Viewer, member: Member) -> dict[str, Any]:
    """What the panel of a member's page shows of the trust level."""
    row = Standing.objects.filter(pk=member.account_id).first() if member.account_id else None
    level = TrustLevel(row.level) if row else TrustLevel.NEW
    counts = [(label, getattr(row, name) if row else 0) for name, label in COUNTS.items()]
    return {"account": member.account_id, "member_id": member.pk, "level": level, "row": row, "counts": counts}
