"""The rules in use, compiled once for each process and exact: one number tells whether anything has changed."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from steward.care.screening.engine.grammar import GrammarError, lists_in
from steward.care.screening.engine.records import RuleSpec, WordListSpec
from steward.care.screening.engine.screener import Screener, compile_rules
from steward.care.screening.enums import SEQUENCE, Mode
from steward.care.screening.models import Rule, Word, WordList
from steward.care.screening.queries.settings import switches
from steward.care.screening.records import Asked, RuleNow, acts_json, acts_of
from steward.care.screening.rules import asked_by
from steward.foundation.journal.public import latest


@dataclass(frozen=True, slots=True)
class Compiled:
    """Live and shadow rules, ready. `needs` is what their conditions ask."""

    stamp: int
    screener: Screener | None = None
    rules: Mapping[str, RuleNow] = field(default_factory=dict)
    needs: Asked = field(default_factory=Asked)


log = logging.getLogger(__name__)
#: Replaced as a whole, so threads need no lock.
_kept: Compiled | None = None


def compiled() -> Compiled:
    """The rules as committed now: one query when nothing has changed, four when something has."""
    global _kept  # noqa: PLW0603 — one value for the process
    stamp = latest(SEQUENCE)[SEQUENCE]
    kept = _kept
    if kept is None or kept.stamp != stamp:
        # What is read may be newer than the stamp; that only makes the next look read again.
        _kept = kept = _read(stamp)
    return kept


def _read(stamp: int) -> Compiled:
    if switches().stopped_at:
        return Compiled(stamp)
    rows = list(Rule.objects.filter(removed_at=None, mode__in=[Mode.LIVE, Mode.SHADOW]))
    if not rows:
        return Compiled(stamp)
    specs = [spec_of(row) for row in rows]
    rules = {
        row.key: RuleNow(row.pk, row.key, row.name, row.version, row.mode, row.ceiling, row.clause) for row in rows
    }
    return Compiled(stamp, sound(specs), rules, asked_by(spec.condition for spec in specs))


def sound(specs: list[RuleSpec]) -> Screener:
    """The rules compiled; one that cannot be any more (its list is gone) must not keep members from writing."""
    lists = list_specs(specs)
    try:
        return compile_rules(specs, lists)
    except GrammarError:
        log.exception("a rule in use cannot be compiled and is left out")
    return compile_rules([spec for spec in specs if _compiles(spec, lists)], lists)


def _compiles(spec: RuleSpec, lists: list[WordListSpec]) -> bool:
    try:
        compile_rules([spec], lists)
    except GrammarError:
        return False
    return True


def spec_of(rule: Rule) -> RuleSpec:
    """A rule as the engine is given it: its condition, and where and for whom it counts."""
    return spec_of_body(rule.key, rule.version, rule.body())


def spec_of_body(key: str, version: int, body: Mapping[str, Any]) -> RuleSpec:
    """The same for any version's body."""
    condition: dict[str, Any] = body["condition"]
    around: list[dict[str, Any]] = [{"team": False}] if body["spares_team"] else []
    if body["places"]:
        around.append({"place": list(body["places"])})
    whole = {"all": [*around, *condition.get("all", [condition])]} if around else condition
    return RuleSpec(key, version, body["name"], whole, acts_of(body["acts"]), body["priority"])


def list_specs(rules: Iterable[RuleSpec] | None = None) -> list[WordListSpec]:
    """Every word list as the engine is given it: two queries. With `rules` only those they name, and allow lists."""
    rows = list(WordList.objects.all())
    if rules is not None:
        named = {key for rule in rules for key in lists_in(rule.condition)}
        rows = [row for row in rows if row.allow or row.key in named]
    words: dict[int, list[str]] = {row.pk: [] for row in rows}
    for list_id, text in Word.objects.filter(list__in=words).order_by("pk").values_list("list_id", "text"):
        words[list_id].append(text)
    return [
        WordListSpec(
            row.key, row.version, tuple(words[row.pk]), row.allow, row.code, row.pinyin, row.whole_words
        )
        for row in rows
    ]  # fmt: skip


def body_of(spec: RuleSpec) -> dict[str, Any]:
    """The body a rule that was read from elsewhere is kept as: the reverse of `spec_of_body`, but for places."""
    parts = spec.condition.get("all", [])
    spares = bool(parts) and parts[0] == {"team": False} and len(parts) > 1
    rest = list(parts[1:])
    condition = (rest[0] if len(rest) == 1 else {"all": rest}) if spares else spec.condition
    return {
        "name": spec.name[:120], "condition": condition, "acts": acts_json(spec.acts), "clause": "",
        "priority": spec.priority, "places": [], "spares_team": spares,
    }  # fmt: skip
