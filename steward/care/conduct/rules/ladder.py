"""What the ladder proposes for a violation, and why, in words. Pure: nothing is read, nothing is written.

An earlier sanction counts when it still stands (not overturned, not left out), lies within the window before the
violation, and, where the practice says so, had taken effect before it: whoever could not know of the first sanction
has not ignored it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.care.conduct.enums import WEIGHT, Level
from steward.care.conduct.rules.practice import Practice, Rung, takes_time
from steward.foundation.ui.formats import day

#: Hours of a level for which the ladder has no step.
USUAL_HOURS = {Level.MUTE: 24, Level.RESTRICT: 168, Level.SUSPEND: 720}


@dataclass(frozen=True, slots=True)
class Earlier:
    """A sanction somebody got before."""

    level: str
    imposed_at: datetime
    effective_at: datetime | None  # None: it never took effect
    counts: bool = True  # False once it was overturned
    id: int = 0


@dataclass(frozen=True, slots=True)
class Violation:
    """What is judged: when it was done, how grave its clause is, and the clause's range."""

    done_at: datetime
    severity: int  # 1 (light) to 4 (grave)
    least: str = Level.REMIND
    most: str = Level.BAN
    machine_only: bool = False  # no person has said that something is wrong


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place on the ladder, with the reasons in words."""

    step: int  # 1 is the first; 0 proposes nothing
    level: str
    hours: int  # 0: it takes no time, or does not end
    counted: tuple[Earlier, ...]
    reasons: tuple[str, ...]

    @property
    def earlier(self) -> int:
        """How many earlier sanctions counted."""
        return len(self.counted)


def counted(earlier: Iterable[Earlier], done_at: datetime, practice: Practice) -> tuple[Earlier, ...]:
    """The earlier sanctions that count against a violation of that moment, the oldest first."""
    since = done_at - timedelta(days=practice.window_days)
    return tuple(sorted((one for one in earlier if _counts(one, since, done_at, practice)), key=_age))


def _age(one: Earlier) -> tuple[datetime, int]:
    return one.imposed_at, one.id


def _counts(one: Earlier, since: datetime, done_at: datetime, practice: Practice) -> bool:
    if not one.counts or one.level == Level.NONE or one.imposed_at < since:
        return False
    return not practice.effect_first or _had_effect(one, done_at)


def _had_effect(one: Earlier, done_at: datetime) -> bool:
    return one.effective_at is not None and one.effective_at <= done_at


def suggest(earlier: Sequence[Earlier], violation: Violation, practice: Practice, cap: str = "") -> Suggestion:
    """The step for this violation. `cap` is the most an exemption lets the ladder propose ("" has no limit)."""
    counting = counted(earlier, violation.done_at, practice)
    reasons = [*_history(earlier, counting, violation, practice)]
    step = min(len(counting) + 1, len(practice.ladder))
    jump = min(practice.jumps.get(violation.severity, 1), len(practice.ladder))
    if jump > step:
        step = jump
        reasons.append(_("A clause this grave begins at step %(step)s.") % {"step": step})
    rung = practice.ladder[step - 1]
    level, hours = rung.level, rung.hours
    for limited, why in _limits(level, violation, cap):
        level, hours = limited, _hours(practice.ladder, limited)
        reasons.append(why)
    step = 0 if level == Level.NONE else step
    return Suggestion(step, level, hours, counting, tuple(reasons))


def _history(
    earlier: Sequence[Earlier], counting: Sequence[Earlier], violation: Violation, practice: Practice
) -> Iterable[str]:
    """Why this many count."""
    count = len(counting)
    if not count:
        yield _("The first violation within %(days)s days.") % {"days": practice.window_days}
    else:
        words = {"n": count + 1, "days": practice.window_days, "day": day(counting[-1].imposed_at)}
        yield _("Violation %(n)s within %(days)s days; the one before was sanctioned on %(day)s.") % words
    if practice.effect_first and count:
        first = counting[0].effective_at
        if first:
            yield _("The first of them took effect on %(day)s.") % {"day": day(first)}
    late = [one for one in earlier if one.counts and one not in counting and one.level != Level.NONE]
    since = violation.done_at - timedelta(days=practice.window_days)
    if early := sum(one.imposed_at >= since for one in late):
        yield ngettext(
            "%(n)s earlier sanction does not count: it had not taken effect when this was written.",
            "%(n)s earlier sanctions do not count: they had not taken effect when this was written.",
            early,
        ) % {"n": early}
    if old := sum(one.imposed_at < since for one in late):
        yield ngettext(
            "%(n)s earlier sanction is too long ago to count.",
            "%(n)s earlier sanctions are too long ago to count.",
            old,
        ) % {"n": old}
    if gone := sum(not one.counts for one in earlier):
        yield ngettext(
            "%(n)s earlier sanction was overturned and does not count.",
            "%(n)s earlier sanctions were overturned and do not count.",
            gone,
        ) % {"n": gone}


def _limits(level: str, violation: Violation, cap: str) -> Iterable[tuple[str, str]]:
    """Each limit that changes the level, one after the other: the clause's range, an exemption, machines."""
    least, most = WEIGHT[Level(violation.least)], WEIGHT[Level(violation.most)]
    if WEIGHT[Level(level)] < least:
        level = violation.least
        yield level, _("The clause asks for at least: %(level)s.") % {"level": Level(level).label}
    if WEIGHT[Level(level)] > most:
        level = violation.most
        yield level, _("The clause allows at most: %(level)s.") % {"level": Level(level).label}
    if cap and WEIGHT[Level(level)] > WEIGHT[Level(cap)]:
        level = cap
        yield level, _("An exemption: for this member at most “%(level)s” is proposed.") % {"level": Level(cap).label}
    if violation.machine_only and level == Level.BAN:
        yield Level.SUSPEND, _("Only a machine has found this: a ban is not proposed.")


def _hours(ladder: Sequence[Rung], level: str) -> int:
    """The time of a level the ladder's own step was not: as its nearest step of that level has it, else the usual."""
    if not takes_time(level):
        return 0
    own = [rung.hours for rung in ladder if rung.level == level]
    return own[0] if own else USUAL_HOURS[Level(level)]
