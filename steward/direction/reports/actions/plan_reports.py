"""Plans: making, changing, switching on and off, removing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from steward.direction.reports.enums import CALENDARS, PLAN, VIEW, Period, Style
from steward.direction.reports.errors import ChangedMeanwhile, NobodyReads
from steward.direction.reports.events import ReportPlanChanged
from steward.direction.reports.models import ReportPlan
from steward.direction.reports.rules.addresses import parse_addresses, write_addresses
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import TEAM, Viewer, accounts_with, allowed
from steward.people.community.public import community

_SIMPLE = ("period", "style", "hour", "weekday", "month_day", "same_day", "workdays_only", "calendar", "hold_hours")
LAST_HOUR, LAST_WEEKDAY, LAST_MONTH_DAY, LONGEST_HOLD = 23, 6, 28, 72


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything a plan says. `addresses` are pairs of address and language."""

    period: str
    style: str
    hour: int = 9
    weekday: int = 0
    month_day: int = 1
    same_day: bool = False
    workdays_only: bool = True
    calendar: str = ""
    hold_hours: int = 0
    roles: Sequence[str] = ()
    accounts: Sequence[int] = ()
    addresses: Sequence[Sequence[str]] = ()


@transaction.atomic
def make_plan(*, actor: Viewer, wanted: Wanted, enabled: bool = False) -> ReportPlan:
    """Make a plan; it is off unless `enabled`."""
    require(allowed(actor, PLAN))
    _check(wanted)
    plan = ReportPlan(enabled_at=clock.now() if enabled else None)
    return _store(plan, wanted, actor, "made")


@transaction.atomic
def change_plan(*, actor: Viewer, plan_id: int, version: int, wanted: Wanted) -> ReportPlan:
    """Change a plan somebody saw at `version`. What was due before the change is not made up for."""
    plan = _plan(actor, plan_id)
    if plan.version != version:
        raise ChangedMeanwhile
    _check(wanted)
    if plan.enabled_at:
        plan.enabled_at = clock.now()
    return _store(plan, wanted, actor, "changed")


@transaction.atomic
def switch_plan(*, actor: Viewer, plan_id: int, on: bool) -> ReportPlan:
    """Turn a plan on or off. Raises NobodyReads for one nobody would read."""
    plan = _plan(actor, plan_id)
    if on and not (plan.roles or plan.addresses or plan.accounts.exists()):
        raise NobodyReads
    if on != bool(plan.enabled_at):
        plan.enabled_at = clock.now() if on else None
        plan.version += 1
        plan.save(update_fields=["enabled_at", "version"])
        publish(ReportPlanChanged(plan.pk, "on" if on else "off"), actor=actor.name)
    return plan


@transaction.atomic
def remove_plan(*, actor: Viewer, plan_id: int) -> None:
    """Remove a plan; its reports stay in the archive."""
    plan = _plan(actor, plan_id)
    publish(ReportPlanChanged(plan.pk, "removed"), actor=actor.name)
    plan.delete()


def _plan(actor: Viewer, plan_id: int) -> ReportPlan:
    require(allowed(actor, PLAN))
    plan = ReportPlan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise NotFound
    return plan


def _store(plan: ReportPlan, wanted: Wanted, actor: Viewer, what: str) -> ReportPlan:
    for name in _SIMPLE:
        setattr(plan, name, getattr(wanted, name))
    plan.roles = sorted(set(wanted.roles))
    plan.addresses = parse_addresses(write_addresses(wanted.addresses), community().language)
    if plan.pk:
        plan.version += 1
    plan.save()
    plan.accounts.set(wanted.accounts)
    publish(ReportPlanChanged(plan.pk, what), actor=actor.name)
    return plan


def _check(wanted: Wanted) -> None:
    """Values a form cannot send; the API and programs can."""
    ranges = {
        "hour": (0, LAST_HOUR),
        "weekday": (0, LAST_WEEKDAY),
        "month_day": (1, LAST_MONTH_DAY),
        "hold_hours": (0, LONGEST_HOLD),
    }
    errors = {name: f"{low}–{high}" for name, (low, high) in ranges.items() if not low <= getattr(wanted, name) <= high}
    choices = {"period": Period.values, "style": Style.values, "calendar": [key for key, _label in CALENDARS]}
    errors |= {name: ", ".join(known) for name, known in choices.items() if getattr(wanted, name) not in known}
    if not set(wanted.roles) <= set(TEAM):
        errors["roles"] = ", ".join(TEAM)
    if not set(wanted.accounts) <= set(accounts_with(VIEW)):
        errors["accounts"] = "?"
    if errors:
        raise Invalid(errors)
