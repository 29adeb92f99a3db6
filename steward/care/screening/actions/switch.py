"""Switching a rule: off, shadow, live; all rules at once; by hand or by its own ceiling."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from steward.care.screening.actions.hold import hold, renew
from steward.care.screening.enums import Mode, OffBy
from steward.care.screening.errors import not_long_in_shadow, not_rehearsed
from steward.care.screening.events import AllSwitched, RuleSwitched, SettingsChanged
from steward.care.screening.models import Rule, Switches
from steward.care.screening.queries.settings import switches, was_rehearsed
from steward.care.screening.rules import MANAGE
from steward.foundation.journal.public import Decision, decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, require
from steward.people.access.public import Viewer, accounts_with, allowed
from steward.people.notify.public import tell

STOPPED = "screening.stopped"


@transaction.atomic
def set_mode(*, actor: Viewer, rule_id: int, mode: str, why: str = "") -> Rule:
    """Let the rule be off, in shadow or live. Live wants a rehearsal of this version and its time in shadow, or `why`.

    Raises NotFound, Forbidden, Invalid (field "why").
    """
    require(allowed(actor, MANAGE))
    rule = hold(rule_id)
    if mode not in Mode.values:
        raise Invalid({"mode": _("A rule is off, shadow or live.")})
    mode, why = Mode(mode), why.strip()[:300]
    if rule.mode == mode and not rule.off_by:
        return rule
    if mode == Mode.LIVE and not why:
        _ready(rule)
    before = rule.mode
    off_by = OffBy.HAND if mode == Mode.OFF else OffBy.NOTHING
    _become(rule, mode, off_by)
    decide(
        kind="screening.mode", subject=f"rule:{rule.pk}", account_id=actor.account_id, version=f"v{rule.version}",
        reason=why, evidence={"from": before, "to": mode}, undo={"mode": before},
    )  # fmt: skip
    publish(RuleSwitched(rule.pk, mode, off_by), actor=actor.name)
    return rule


def trip(rule_id: int) -> None:
    """A live rule has reached its ceiling: shadow, and the leads hear of it. In the transaction of its last hit."""
    rule = Rule.objects.select_for_update().get(pk=rule_id)
    if rule.mode != Mode.LIVE:
        return
    _become(rule, Mode.SHADOW, OffBy.CEILING)
    decide(
        kind="screening.mode", subject=f"rule:{rule.pk}", by=Decision.By.RULE,
        version=f"{rule.key[:50]} v{rule.version}",
        evidence={"from": Mode.LIVE, "to": Mode.SHADOW, "ceiling": rule.ceiling}, undo={"mode": Mode.LIVE},
    )  # fmt: skip
    publish(RuleSwitched(rule.pk, Mode.SHADOW, OffBy.CEILING), actor=f"rule:{rule.pk}")
    tell(
        kind=STOPPED, accounts=accounts_with(MANAGE), subject=f"rule:{rule.pk}",
        params={"rule": rule.name, "ceiling": rule.ceiling}, url=reverse("screening-rule", args=[rule.pk]),
    )  # fmt: skip


@transaction.atomic
def switch_all(*, actor: Viewer, stopped: bool, why: str = "") -> None:
    """Stop every rule at once, or let them go on as they were. Raises Forbidden."""
    require(allowed(actor, MANAGE))
    row = switches(lock=True)
    if bool(row.stopped_at) == stopped:
        return
    row.stopped_at = clock.now() if stopped else None
    row.save()
    renew()
    decide(
        kind="screening.all", subject="screening", account_id=actor.account_id, reason=why.strip()[:300],
        evidence={"stopped": stopped}, undo={"stopped": not stopped},
    )  # fmt: skip
    publish(AllSwitched(stopped), actor=actor.name)


@transaction.atomic
def change_settings(*, actor: Viewer, shadow_hours: int, rehearsed_first: bool, ceiling: int) -> Switches:
    """What a version has to have been through before it is live; the ceiling a new rule begins with.

    Raises Forbidden.
    """
    require(allowed(actor, MANAGE))
    row = switches(lock=True)
    row.shadow_hours, row.rehearsed_first, row.ceiling = max(shadow_hours, 0), rehearsed_first, max(ceiling, 0)
    row.save()
    publish(SettingsChanged(), actor=actor.name)
    return row


def _ready(rule: Rule) -> None:
    wanted = switches()
    if wanted.rehearsed_first and not was_rehearsed(rule):
        raise not_rehearsed()
    hours, since = wanted.shadow_hours, rule.shadow_since
    if hours and (since is None or clock.now() - since < timedelta(hours=hours)):
        raise not_long_in_shadow(hours)


def _become(rule: Rule, mode: Mode, off_by: OffBy) -> None:
    now = clock.now()
    rule.mode, rule.off_by = mode, off_by
    if mode == Mode.SHADOW:
        rule.shadow_since = now
    rule.live_since = now if mode == Mode.LIVE else None
    rule.save(update_fields=["mode", "off_by", "shadow_since", "live_since"])
    renew()
