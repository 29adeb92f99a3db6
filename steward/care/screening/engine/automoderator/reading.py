"""From YAML to rules, with a list of whatever could not be taken over."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from steward.care.screening.engine.automoderator import acting, checks
from steward.care.screening.engine.automoderator.documents import Document, Problem, documents, meant
from steward.care.screening.engine.grammar import problems_of
from steward.care.screening.engine.records import Act, RuleSpec

_NUMBERS = frozenset({"reports", "body_longer_than", "body_shorter_than", "title_longer_than", "title_shorter_than"})
_OTHER = frozenset({"moderators_exempt", "priority", "steward"})
#: What a rule without any check asks: every message.
EVERY = {"length": {"at_least": 0}}


@dataclass(frozen=True, slots=True)
class Reading:
    """The rules that can be kept, in their order, and everything that was not taken over as written."""

    rules: tuple[RuleSpec, ...]
    problems: tuple[Problem, ...]


def read_rules(text: str) -> Reading:
    """Rules from AutoModerator's YAML, documents parted by lines of three hyphens.

    A rule is dropped (its problem says `kept=False`) where leaving something out would change what it means; it is
    kept, and the loss listed, where it only does less. Rules get the keys imported-1, imported-2 … unless `steward`
    names one.
    """
    rules, problems = [], []
    for document in documents(text):
        rule = None if document.lost else _rule(document)
        problems.extend(sorted(document.problems, key=lambda one: one.line))
        if rule:
            rules.append(rule)
    return Reading(tuple(rules), tuple(problems))


def _rule(document: Document) -> RuleSpec | None:
    values = document.values
    own = values.get("steward", {})
    if not isinstance(own, dict):
        document.problem("steward", _("Write “name: value” here, one to a line."), kept=False)
        return None
    acts = acting.acts_of(document) + acting.own_acts(document, own.get("acts", []))
    condition = meant_tree(own["condition"]) if "condition" in own else _condition(document, own, acts)
    priority = acting.meant_priority(document)
    _check_rest(document, own, condition, acts)
    if document.lost:
        return None
    name = str(own.get("name", values.get("action_reason", ""))) or document.title
    return RuleSpec(
        key=str(own.get("key", f"imported-{document.number}")),
        version=int(own.get("version", 1)),
        name=name or _("Rule %(number)s") % {"number": document.number},
        condition=condition,
        acts=tuple(acts),
        priority=priority,
    )


def _condition(document: Document, own: dict[str, Any], acts: list[Act]) -> dict[str, Any]:
    parts: list[dict[str, Any]] = []
    for key, value in document.values.items():
        parts += _check(document, key, value)
    more = own.get("all", [])
    parts += [meant_tree(one) for one in (more if isinstance(more, list) else [more])]
    asks_team = any(isinstance(part, dict) and "team" in part for part in parts)
    exempt = meant(document.values.get("moderators_exempt", any(act.kind in {"hold", "flag"} for act in acts)))
    if exempt is True and not asks_team:
        parts.insert(0, {"team": False})
    if not parts:
        return dict(EVERY)
    return parts[0] if len(parts) == 1 else {"all": parts}


def _check(document: Document, key: str, value: Any) -> list[dict[str, Any]]:
    if key == "type":
        return checks.type_check(document, value)
    if key == "author":
        return checks.author_check(document, value)
    if key == "is_edited" and meant(value) is False:
        document.problem(key, _("The rule looks at edited messages too."), kept=True)
        return []
    if key in _NUMBERS:
        return checks.number_check(document, key, value)
    if checks.is_text_check(key):
        return checks.text_check(document, key, value)
    if key not in _OTHER and key not in acting.READ:
        document.problem(
            key, _("Steward does not know “%(name)s”: the rule would mean something else.") % {"name": key}, kept=False
        )
    return []


def _check_rest(document: Document, own: dict[str, Any], condition: Any, acts: list[Act]) -> None:
    if not acts and not document.lost:
        document.problem("action", _("The rule does nothing Steward can do."), kept=False)
    if not str(own.get("version", 1)).isdecimal():
        document.problem("steward.version", _("Write a number."), kept=False)
    if not document.lost:
        for problem in problems_of(condition):
            document.problem("steward", f"{problem.path}: {problem.what}", kept=False)


def meant_tree(value: Any) -> Any:
    """A condition written under `steward`; lists of words stay text."""
    if isinstance(value, list):
        return [meant_tree(one) if isinstance(one, dict | list) else str(one) for one in value]
    if isinstance(value, dict):
        return {key: meant_tree(one) if isinstance(one, dict | list) else meant(one) for key, one in value.items()}
    return meant(value)
