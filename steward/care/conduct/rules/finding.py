"""What a judgement must say, and whom it may hold back. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from steward.care.clauses.public import ClauseNow
from steward.care.conduct.enums import RESTRAINTS, WEIGHT, Level
from steward.care.conduct.rules.practice import MOST_HOURS, takes_time
from steward.care.conduct.rules.proportion import NEAR, distance, outside
from steward.foundation.kernel.ruling import Allowed, Denied, Ruling
from steward.people.access.public import Role, Viewer

#: The longest texts of a judgement, in characters.
LONGEST_FACTS, LONGEST_REASON = 5000, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What somebody of the team decides about a case."""

    level: str
    clause: str = ""  # key of a clause in force; "" with the level "none"
    facts: str = ""  # what happened, in words the author reads
    scope: str = ""  # "" everywhere, or the case's own place
    hours: int = 0  # of a mute, a restriction, a suspension
    note: str = ""  # for the team only
    deviation: str = ""  # why otherwise than usual, or than the clause's range
    linked: bool = False  # their other accounts too
    disturbing: bool | None = None  # shown blurred from now on; None leaves it
    version: int | None = None  # of the case that was looked at; None does not ask


def problems(finding: Finding, clause: ClauseNow | None, scopes: Collection[str], usual: str) -> dict[str, str]:
    """What is missing or wrong: field → sentence; {} when it can be decided so."""
    if finding.level not in Level.values:
        return {"level": _("Choose what follows.")}
    found: dict[str, str] = {}
    if finding.level != Level.NONE:
        found |= _violation(finding, clause, usual)
    elif finding.clause:
        found["clause"] = _("Where nothing was violated there is no clause to name.")
    if finding.scope not in scopes:
        found["scope"] = _("It holds everywhere, or where it happened.")
    if len(finding.facts) > LONGEST_FACTS:
        found["facts"] = _("Keep it below %(n)s characters.") % {"n": LONGEST_FACTS}
    for name in ("note", "deviation"):
        if len(getattr(finding, name)) > LONGEST_REASON:
            found[name] = _("Keep it below %(n)s characters.") % {"n": LONGEST_REASON}
    return found


def _violation(finding: Finding, clause: ClauseNow | None, usual: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if clause is None:
        found["clause"] = _("Choose the clause of the code in force that was violated.")
    elif not finding.deviation.strip() and (why := deviates(finding.level, clause.least, clause.most, usual)):
        found["deviation"] = why
    if not finding.facts.strip():
        found["facts"] = _("Say what happened: the author reads it.")
    if takes_time(finding.level) and not 1 <= finding.hours <= MOST_HOURS:
        found["hours"] = _("Say for how many hours, at least one and at most %(n)s.") % {"n": MOST_HOURS}
    if not takes_time(finding.level) and finding.hours:
        found["hours"] = _("Only muting, restricting and suspending take a time.")
    if finding.scope and finding.level in {Level.SUSPEND, Level.BAN}:
        found["scope"] = _("Who is suspended or banned is so everywhere.")
    return found


def deviates(level: str, least: str, most: str, usual: str) -> str:
    """The sentence that asks for a reason, "" where none is needed."""
    if level == Level.NONE:
        return ""
    if outside(level, least, most):
        words = {"least": Level(least).label, "most": Level(most).label}
        return _("The clause provides for “%(least)s” to “%(most)s”. Say why this is different.") % words
    if distance(level, usual) > NEAR:
        return _("Comparable cases got “%(usual)s”. Say why this one is different.") % {"usual": Level(usual).label}
    return ""


def hides(level: str) -> bool:
    """Whether a judgement of this level takes the words out of sight."""
    return WEIGHT[Level(level)] >= WEIGHT[Level.HIDE]


def may_hold_back(actor: Viewer, roles: Collection[str], level: str) -> Ruling:
    """Whether the actor may give somebody with these roles a sanction of this level: nobody silences who leads."""
    if level not in RESTRAINTS:
        return Allowed()
    if Role.OWNER in roles:
        return Denied(_("An owner of the team cannot be held back. Another owner takes the role away first."))
    if Role.LEAD in roles and Role.OWNER not in actor.roles:
        return Denied(_("Only an owner may hold somebody back who leads the team."))
    return Allowed()


def is_a_person(actor: Viewer) -> Ruling:
    """A machine finds and proposes; a judgement is a person's."""
    if actor.account_id is None:
        return Denied(_("A judgement is taken by a person of the team."))
    return Allowed()
