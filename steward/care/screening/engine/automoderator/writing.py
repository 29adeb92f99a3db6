"""From rules to YAML. What is written is read again at once: a form that would not come back the same is not used."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import yaml

from steward.care.screening.engine.automoderator.acting import written_acts
from steward.care.screening.engine.automoderator.reading import EVERY, read_rules
from steward.care.screening.engine.records import RuleSpec

_FIELDS = {"title": "title", "body": "body", "both": "title+body", "links": "url", "hosts": "domain"}


def write_rules(rules: Iterable[RuleSpec]) -> str:
    """Rules as AutoModerator's YAML; `read_rules` gives the same rules again.

    What the grammar has no word for stands under `steward`: keys, versions and names always, single conditions and
    acts where needed, the whole rule where nothing else would come back the same.
    """
    return "---\n".join(_written(rule) for rule in rules)


def _written(rule: RuleSpec) -> str:
    for document in (_in_common_words(rule), _as_it_is(rule)):
        text: str = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110)
        read = read_rules(text)
        if read.rules == (replace(rule, condition=_plain(rule.condition)),):
            return text
    return text


def _head(rule: RuleSpec) -> dict[str, Any]:
    return {"key": rule.key, "version": rule.version, "name": rule.name}


def _as_it_is(rule: RuleSpec) -> dict[str, Any]:
    acts = [{"kind": act.kind, "value": act.value, "to": act.to} for act in rule.acts]
    own = {**_head(rule), "condition": _plain(rule.condition), "acts": acts}
    return {"priority": rule.priority, "steward": own} if rule.priority else {"steward": own}


def _in_common_words(rule: RuleSpec) -> dict[str, Any]:
    made: dict[str, Any] = {}
    rest: list[Any] = []
    condition = _plain(rule.condition)
    parts = [] if condition == EVERY else condition.get("all", [condition])
    holds = any(act.kind in {"hold", "flag"} for act in rule.acts)
    exempt = bool(parts) and parts[0] == {"team": False}
    if exempt is not holds:
        made["moderators_exempt"] = exempt
    for part in parts[1:] if exempt else parts:
        found = _common(part)
        if found and found[0] not in made:
            made[found[0]] = found[1]
        else:
            rest.append(part)
    acts = written_acts(rule.acts)
    own = {**_head(rule), **({"all": rest} if rest else {}), **acts.pop("steward", {})}
    return {**made, **({"priority": rule.priority} if rule.priority else {}), **acts, "steward": own}


def _common(part: Mapping[str, Any]) -> tuple[str, Any] | None:
    """One condition as a key of the common grammar and its value."""
    if "not" in part:
        found = _common(part["not"])
        return (f"~{found[0]}", found[1]) if found and found[0].startswith(tuple(_FIELDS.values())) else None
    if "terms" in part and part.get("in", "both") in _FIELDS:
        how = part.get("search", "includes-word")
        return _key(part, [] if how == "includes-word" else [how]), list(part["terms"])
    if "pattern" in part and part.get("in", "both") in _FIELDS:
        return _key(part, ["includes", "regex"]), [part["pattern"]]
    if "domains" in part and not part.get("allow"):
        return "domain", list(part["domains"])
    return _known(part)


def _key(part: Mapping[str, Any], how: list[str]) -> str:
    ways = [*how, *(["case-sensitive"] if part.get("case") else [])]
    name = _FIELDS[part.get("in", "both")]
    return f"{name} ({', '.join(ways)})" if ways else name


def _known(part: Mapping[str, Any]) -> tuple[str, Any] | None:
    if "opens" in part:
        return "type", "submission" if part["opens"] else "comment"
    if "team" in part:
        return "author", {"is_moderator": part["team"]}
    if part.get("reports", {}).keys() == {"at_least"}:
        return "reports", part["reports"]["at_least"]
    if part.get("age_days", {}).keys() in ({"below"}, {"more_than"}):
        name, days = next(iter(part["age_days"].items()))
        return "author", {"account_age": f"{'<' if name == 'below' else '>'} {days} days"}
    if part.get("length", {}).keys() in ({"below"}, {"more_than"}) and part.get("in") in {"title", "body"}:
        name, size = next(iter(part["length"].items()))
        return f"{part['in']}_{'shorter_than' if name == 'below' else 'longer_than'}", size
    return None


def _plain(tree: Any) -> Any:
    """The tree in YAML's own kinds."""
    if isinstance(tree, Mapping):
        return {str(key): _plain(value) for key, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [_plain(one) for one in tree]
    return tree
