"""Write a goal down, change its words and days, copy it to the next period."""

from dataclasses import asdict, dataclass, fields
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from steward.direction.goals.actions.lock import locked
from steward.direction.goals.enums import (
    DEEPEST,
    EDIT,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Audience,
    PeriodKind,
    Rhythm,
    State,
)
from steward.direction.goals.events import GoalChanged, GoalMade
from steward.direction.goals.models import Goal, Guardrail, KeyResult
from steward.direction.goals.rules import next_period, outside
from steward.foundation.journal.public import allocate, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.clock import FIRST_DAY, LAST_DAY
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import TEAM_DOOR, Viewer, accounts_with, allowed

#: The longest goal has so many days.
LONGEST_DAYS = 5 * 366


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalValues:
    """What one writes down for a goal."""

    title: str
    first_day: date
    last_day: date
    kind: str = PeriodKind.QUARTER.value
    why: str = ""
    promise: str = ""
    parent_id: int | None = None
    owner_id: int | None = None
    audience: str = Audience.TEAM.value
    rhythm: str = Rhythm.WEEKLY.value


@transaction.atomic
def make_goal(*, actor: Viewer, values: GoalValues) -> Goal:
    """Write a goal down as a draft. Raises Forbidden, Invalid (by field)."""
    require(allowed(actor, EDIT))
    _check(values, None)
    made = _create(actor, values)
    publish(GoalMade(made.pk), actor=actor.name)
    return made


@transaction.atomic
def change_goal(*, actor: Viewer, goal_id: int, values: GoalValues, revision: int | None = None) -> Goal:
    """Change a draft, or the words, owner and audience of a goal under way: its days are what it is judged by.

    Raises Forbidden, NotFound, Invalid, Moved.
    """
    found = locked(actor, goal_id, revision)
    _check(values, found)
    if found.state == State.ACTIVE and (values.first_day, values.last_day) != (found.first_day, found.last_day):
        raise Invalid({"last_day": _("The days of a goal under way stay: it is judged by them. Close it and copy it.")})
    for name, value in asdict(values).items():
        setattr(found, name, value.strip() if isinstance(value, str) else value)
    found.save(update_fields=[one.name for one in fields(values)])
    publish(GoalChanged(found.pk), actor=actor.name)
    return found


@transaction.atomic
def copy_goal(*, actor: Viewer, goal_id: int) -> Goal:
    """A draft for the next period with the same parts; where the old one ended is where the new one starts.

    Raises Forbidden, NotFound, Invalid (beyond all calendars).
    """
    require(allowed(actor, EDIT))
    old = Goal.objects.filter(pk=goal_id).first()
    if old is None:
        raise NotFound
    first, last = next_period(old.kind, old.first_day, old.last_day)
    values = {one.name: getattr(old, one.name) for one in fields(GoalValues)} | {"first_day": first, "last_day": last}
    above = old.parent
    values["parent_id"] = above.pk if above and not outside(above.first_day, above.last_day, first, last) else None
    wanted = GoalValues(**values)
    if wrong := _spans(wanted):
        raise Invalid(wrong)
    made = _create(actor, wanted)
    parts: list[KeyResult | Guardrail] = [*old.key_results.all(), *old.guardrails.all()]
    for part in parts:
        _copy_part(part, made)
    publish(GoalMade(made.pk), actor=actor.name)
    return made


def _create(actor: Viewer, values: GoalValues) -> Goal:
    told = asdict(values) | {"title": values.title.strip()}
    return Goal.objects.create(number=allocate("goals"), made_at=clock.now(), made_by_id=actor.account_id, **told)


def _copy_part(part: KeyResult | Guardrail, goal: Goal) -> None:
    """The same part in another goal, without what was read and said of it."""
    if isinstance(part, KeyResult):
        last = part.readings.order_by("-starts").values_list("value", flat=True).first()
        part.baseline = last if last is not None and part.mode == "last" else part.baseline
        part.points, part.shape, part.verdict = [], [], "unknown"
        part.line = "straight" if part.line == "stepped" else part.line
        part.typed = part.confidence = part.checked_at = part.reminded_at = None
    else:
        part.holds = None
    part.pk, part.goal, part.version = None, goal, 0
    part.save(force_insert=True)


def _check(values: GoalValues, found: Goal | None) -> None:
    errors: dict[str, str] = {}
    if not values.title.strip():
        errors["title"] = _("Give it a title.")
    elif len(values.title.strip()) > LONGEST_TITLE:
        errors["title"] = _("Write at most %(n)s characters.") % {"n": LONGEST_TITLE}
    for name in ("why", "promise"):
        if len(getattr(values, name)) > LONGEST_TEXT:
            errors[name] = _("Write at most %(n)s characters.") % {"n": LONGEST_TEXT}
    errors |= _spans(values)
    for name, choices in (("kind", PeriodKind), ("audience", Audience), ("rhythm", Rhythm)):
        if getattr(values, name) not in choices.values:
            errors[name] = _("Choose one of these.")
    if values.owner_id is not None and values.owner_id not in accounts_with(TEAM_DOOR):
        errors["owner"] = _("Choose somebody of the team.")
    errors |= {} if errors else _misplaced(values, found)
    if errors:
        raise Invalid(errors)


def _spans(values: GoalValues) -> dict[str, str]:
    """What is wrong with the days: everything a goal shows is reckoned step by step between them."""
    if values.last_day < values.first_day:
        return {"last_day": _("The last day must not be before the first.")}
    if not FIRST_DAY <= values.first_day <= values.last_day < LAST_DAY:
        return {"first_day": _("Choose days between 1990 and 2200.")}
    if (values.last_day - values.first_day).days > LONGEST_DAYS:
        return {"last_day": _("A goal runs for five years at most. Cut it into stages.")}
    return {}


def _misplaced(values: GoalValues, found: Goal | None) -> dict[str, str]:
    """What is wrong with the goal's place in the tree."""
    if values.parent_id is not None:
        parent = Goal.objects.select_for_update().filter(pk=values.parent_id).first()
        if parent is None:
            return {"parent": _("This goal is not there any more. Choose another.")}
        line = _above(parent)
        if found is not None and found.pk in line:
            return {"parent": _("A goal cannot stand above itself.")}
        if len(line) >= DEEPEST:
            return {"parent": _("The tree is deep enough: hang it under a higher goal.")}
        if why := outside(parent.first_day, parent.last_day, values.first_day, values.last_day):
            return {"first_day": why}
    if found is not None:
        for child in found.children.exclude(state=State.DROPPED):
            if outside(values.first_day, values.last_day, child.first_day, child.last_day):
                return {"last_day": _("“%(title)s” below it would lie outside these days.") % {"title": child.title}}
    return {}


def _above(goal: Goal) -> list[int]:
    """The ids from a goal to the top."""
    line: list[int] = []
    now: Goal | None = goal
    while now is not None and now.pk not in line:
        line.append(now.pk)
        now = now.parent
    return line
