"""What a goal must have, how periods nest, who may say how a key result is doing: pure."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from steward.direction.goals.enums import EDIT, VIEW, Judge, PeriodKind, Source
from steward.direction.goals.models import Goal, Guardrail, KeyResult
from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.foundation.ui.formats import day
from steward.people.access.public import Viewer, allowed


def may_check_in(viewer: Viewer, key_result: KeyResult) -> Ruling:
    """Its owner may, and whoever may change goals."""
    seen = allowed(viewer, VIEW)
    if isinstance(seen, Denied):
        return seen
    if viewer.can(EDIT) or (viewer.account_id is not None and viewer.account_id == key_result.owner_id):
        return Allowed()
    return Denied(_("The owner of this key result checks in, or a lead."))


def missing(goal: Goal, key_results: Sequence[KeyResult], guardrails: Sequence[Guardrail]) -> dict[str, str]:
    """What keeps a draft from being activated: a sentence for each thing, by field."""
    lacks: dict[str, str] = {}
    if goal.owner_id is None:
        lacks["owner"] = _("It needs an owner: somebody who answers for it.")
    if not key_results:
        lacks["key_results"] = _("It needs at least one key result: how will one see that it is reached?")
    if not guardrails:
        lacks["guardrails"] = _("It needs at least one guardrail: a number that must not suffer for it.")
    if any(not one.judge for one in key_results):
        lacks["judge"] = _("Each key result needs a verdict rule, written before it begins.")
    unread = [one for one in key_results if one.source == Source.METRIC and one.baseline is None]
    if unread:
        lacks["baseline"] = _("“%(title)s” needs a baseline: where does it start from?") % {
            "title": unread[0].title or unread[0].metric
        }
    return lacks


def outside(parent_first: date, parent_last: date, first: date, last: date) -> str:
    """Why days do not lie within those of the goal above; "" where they do."""
    if parent_first <= first and last <= parent_last:
        return ""
    span = {"first": day(parent_first), "last": day(parent_last)}
    return _("The goal above runs from %(first)s to %(last)s: this one must lie within it.") % span


def period_of(kind: str, inside: date) -> tuple[date, date]:
    """First and last day of the calendar year, quarter or month that holds a day."""
    if kind == PeriodKind.YEAR:
        return date(inside.year, 1, 1), date(inside.year, 12, 31)
    months = 3 if kind == PeriodKind.QUARTER else 1
    first = date(inside.year, (inside.month - 1) // months * months + 1, 1)
    return first, after(first, months) - timedelta(days=1)


def next_period(kind: str, first: date, last: date) -> tuple[date, date]:
    """The period after one: the next year, quarter or month, or as many days."""
    if kind == PeriodKind.CUSTOM:
        return last + timedelta(days=1), last + (last - first) + timedelta(days=1)
    return period_of(kind, last + timedelta(days=1))


def after(first: date, months: int) -> date:
    """The first day of the month so many months later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def judge_for(source: str, judge: str) -> str:
    """What is typed has no forecast: its pace is judged."""
    return Judge.PACE.value if source == Source.MANUAL and judge else judge
