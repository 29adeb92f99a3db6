"""What somebody chooses from who judges a case: clauses, levels, what the ladder proposes, what would follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steward.care.clauses.public import ClauseNow, clause_for, code_now
from steward.care.conduct.enums import RESTRAINTS, Level
from steward.care.conduct.models import Case
from steward.care.conduct.queries.comparable import Comparable
from steward.care.conduct.queries.fact_words import begun_facts
from steward.care.conduct.queries.subjects import flaggables
from steward.care.conduct.queries.weighing import Weighing, clause_named, weigh
from steward.care.conduct.queries.words import level_words
from steward.care.conduct.rules.finding import deviates, hides, may_hold_back
from steward.care.conduct.rules.ladder import Suggestion
from steward.care.conduct.rules.practice import takes_time
from steward.foundation.kernel.ruling import Denied
from steward.people.access.public import Viewer, viewer_of


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """One level: `inside` the chosen clause's range, `suggested` by the ladder, `lasting` for a time."""

    key: str
    label: str
    inside: bool
    suggested: bool
    lasting: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything the form shows. `values` are those of `rules.finding.Finding`, by name."""

    case: Case
    clauses: tuple[ClauseNow, ...]
    chosen: ClauseNow | None
    levels: tuple[LevelChoice, ...]
    scopes: tuple[tuple[str, str], ...]
    linked: int  # other accounts of the author's
    has_account: bool
    suggestion: Suggestion
    suggested: str  # “muted, 1 day”
    comparable: Comparable
    values: Mapping[str, Any]
    asks: str  # the sentence that asks for a reason, ""
    follows: tuple[str, ...]  # what would happen, sentence by sentence
    refused: str  # why this level is not the viewer's to give, ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def usual(self) -> str:
        """The usual level in words, "" where too few were decided."""
        return str(Level(self.comparable.usual).label) if self.comparable.usual else ""

    @property
    def bars(self) -> list[tuple[str, str, int, int]]:
        """Comparable cases for a small picture: (level, its label, cases, width from 0 to 100)."""
        return [
            (level, str(Level(level).label), count, round(share * 100)) for level, count, share in self.comparable.bars
        ]


def choices_for(
    viewer: Viewer, case: Case, now: datetime, values: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Choices:  # fmt: skip
    """The choices for a case, with what the viewer has chosen so far (`values`), else with what is suggested."""
    weighing = weigh(case, now)
    given = dict(values or {})
    first = clause_for(case.code)
    clause = clause_named(str(given["clause"])) if "clause" in given else first
    suggestion = weighing.suggestion(clause or first)
    comparable = weighing.comparable(clause.key) if clause else Comparable()
    chosen = _begun(weighing, clause, suggestion) | given
    level = chosen["level"] if chosen["level"] in Level.values else Level.NONE
    return Choices(
        case=case, clauses=code_now().clauses, chosen=clause, levels=_levels(clause, suggestion),
        scopes=tuple((scope, _("only in “%(place)s”") % {"place": case.place_name} if scope else _("everywhere"))
                     for scope in weighing.scopes),
        linked=len(weighing.linked), has_account=weighing.account is not None, suggestion=suggestion,
        suggested=level_words(suggestion.level, suggestion.hours), comparable=comparable, values=chosen,
        asks=deviates(level, clause.least, clause.most, comparable.usual) if clause else "",
        follows=what_follows(weighing, level, chosen), refused=_refused(viewer, weighing, level), errors=errors or {},
    )  # fmt: skip


def _begun(weighing: Weighing, clause: ClauseNow | None, suggestion: Suggestion) -> dict[str, Any]:
    case = weighing.case
    return {
        # Without a clause nothing is chosen for anybody: a slip must not ban.
        "clause": clause.key if clause else "", "level": suggestion.level if clause else "",
        "hours": suggestion.hours if clause else 0,
        "scope": weighing.usual_scope if suggestion.level not in {Level.SUSPEND, Level.BAN} else "",
        "facts": begun_facts(case, clause.reason if clause else case.code, weighing.account), "note": "",
        "deviation": "", "linked": bool(weighing.linked), "disturbing": case.disturbing, "version": case.version,
    }  # fmt: skip


def _levels(clause: ClauseNow | None, suggestion: Suggestion) -> tuple[LevelChoice, ...]:
    inside = set(clause.levels) if clause else set(Level.values)
    return tuple(
        LevelChoice(
            level.value, str(level.label), level.value in inside or level == Level.NONE,
            level == suggestion.level, takes_time(level),
        )
        for level in Level
    )  # fmt: skip


def _refused(viewer: Viewer, weighing: Weighing, level: str) -> str:
    if weighing.account is None or level not in RESTRAINTS:
        return ""
    ruling = may_hold_back(viewer, viewer_of(weighing.account).roles, level)
    return ruling.why if isinstance(ruling, Denied) else ""


def what_follows(weighing: Weighing, level: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    """What would happen at once, a sentence each."""
    return tuple(line for line in (*_to_words(weighing.case, level), *_to_author(weighing, level, values)) if line)


def _to_words(case: Case, level: str) -> list[str]:
    kind = flaggables().get(case.kind)
    able = kind.abilities if kind else frozenset()
    if case.held:
        wanted, does = (
            ("approve", _("It is published.")) if level == Level.NONE else ("reject", _("It is not published."))
        )
    elif hides(level):
        wanted, does = "hide", _("The words are taken out of sight.")
    else:
        return [_("The words stay where they are.")]
    return [does if wanted in able else _("The team gets a task with words to copy: this channel does not let us act.")]


def _to_author(weighing: Weighing, level: str, values: Mapping[str, Any]) -> list[str]:
    reporters = _("Who reported it is told the outcome.") if "report" in weighing.sources else ""
    if level == Level.NONE:
        return [_("Nothing follows for the author."), reporters]
    lines = []
    if level in RESTRAINTS:
        hours = values["hours"] if isinstance(values["hours"], int) else 0
        lines.append(_("The author is held back: %(level)s.") % {"level": level_words(level, hours)})
        if weighing.account is None:
            lines[-1] = _("Nobody has claimed this identity: it takes effect when somebody does, or by hand there.")
        elif weighing.linked and values["linked"]:
            count = len(weighing.linked)
            lines.append(ngettext("%(n)s linked account too.", "%(n)s linked accounts too.", count) % {"n": count})
    if weighing.account:
        lines.append(
            _("The author gets a statement of reasons and may appeal for %(days)s days.")
            % {"days": weighing.practice.days_to_appeal}
        )
    lines.append(_("It counts as violation %(n)s on the ladder.") % {"n": weighing.earlier + 1})
    return [*lines, reporters]
