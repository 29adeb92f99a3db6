"""What a condition may be: a tree of plain dicts, and what is wrong with one, each with its place and a way out.

    {"all": [tree, …]}   {"any": [tree, …]}   {"not": tree}
    {"words": ["list-key", …], "in": field}                       a hit of one of these lists
    {"terms": ["…"], "search": how, "case": bool, "in": field}     words written into the rule itself
    {"pattern": "…", "case": bool, "in": field}                    a regular expression (RE2)
    {"domains": ["example.com"], "allow": bool}                    a link there; with allow: a link anywhere else
    {"links": range} {"mentions": range} {"attachments": range} {"reports": range}
    {"age_days": range} {"level": range} {"posts": range}          about the author
    {"length": range, "in": field}                                 characters
    {"rate": {"more_than": n, "minutes": m, "same_place": bool}}   this message counted
    {"duplicate": {"similar": 0.9, "minutes": m, "at_least": n}}   earlier ones like it, by the same author
    {"score": {"code": "ad", "at_least": 0.9}}                     of the classifier
    {"language": ["zh"]} {"place": ["category:3"]} {"kind": ["post"]} {"author": ["name"]}
    {"team": bool} {"opens": bool}

A range has one or more of `below`, `at_most`, `at_least`, `more_than`. A field is body, title or both (the default);
`terms` and `pattern` also look into author, links and hosts.
"""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from steward.care.screening.engine.matching import PatternError, compile_pattern

TEXTS = ("both", "body", "title")
PLACES = (*TEXTS, "author", "links", "hosts")
SEARCHES = ("includes-word", "includes", "starts-with", "ends-with", "full-exact", "full-text")
LIMITS = ("below", "at_most", "at_least", "more_than")
#: Deeper trees are nobody's rule, and would exhaust the stack.
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class GrammarProblem:
    """`path` leads to the part of the tree (all[1].not.pattern); `what` says what is wrong and what to do."""

    path: str
    what: str


class GrammarError(ValueError):
    """A condition or rule that cannot be compiled; `problems` says what and where."""

    def __init__(self, problems: list[GrammarProblem]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{one.path}: {one.what}" for one in problems))


Check = Callable[[Any, str], Iterator[GrammarProblem]]


def problems_of(condition: Any, list_keys: AbstractSet[str] | None = None) -> list[GrammarProblem]:
    """Everything wrong with a condition; with `list_keys`, also lists that do not exist."""
    return list(_tree(condition, "", list_keys, 0))


def lists_in(condition: Mapping[str, Any]) -> set[str]:
    """The keys of the word lists a (sound) condition asks."""
    if "words" in condition:
        return set(condition["words"])
    if "not" in condition:
        return lists_in(condition["not"])
    return {key for child in condition.get("all", condition.get("any", ())) for key in lists_in(child)}


def _tree(node: Any, path: str, keys: AbstractSet[str] | None, depth: int) -> Iterator[GrammarProblem]:
    here = path or _("the condition")
    if not isinstance(node, Mapping):
        yield GrammarProblem(here, _("A condition is written as name and value. Choose one from the list."))
    elif depth > DEEPEST:
        yield GrammarProblem(here, _("Conditions are nested too deeply. Make two rules of it."))
    else:
        names = [name for name in node if name in {"all", "any", "not"} or name in LEAVES]
        if len(names) == 1:
            yield from _named(node, names[0], path, keys, depth)
        elif names:
            yield GrammarProblem(
                here,
                _("“%(one)s” and “%(other)s” stand side by side. Put them under “all” or “any”.")
                % {"one": names[0], "other": names[1]},
            )
        else:
            said = ", ".join(str(name) for name in node) or "{}"
            yield GrammarProblem(
                here, _("There is no condition “%(name)s”. Choose one from the list.") % {"name": said}
            )


def _named(
    node: Mapping[str, Any], name: str, path: str, keys: AbstractSet[str] | None, depth: int
) -> Iterator[GrammarProblem]:
    here, value = f"{path}.{name}".lstrip("."), node[name]
    allowed = () if name in {"all", "any", "not"} else LEAVES[name][1]
    for extra in node:
        if extra != name and extra not in allowed:
            yield GrammarProblem(
                here, _("“%(name)s” knows no “%(extra)s”. Remove it.") % {"name": name, "extra": extra}
            )
    if name == "not":
        yield from _tree(value, here, keys, depth + 1)
    elif name in {"all", "any"}:
        if not isinstance(value, list | tuple) or not value:
            yield GrammarProblem(
                here, _("Nothing stands under “%(name)s”. Add a condition or remove it.") % {"name": name}
            )
        else:
            for number, child in enumerate(value):
                yield from _tree(child, f"{here}[{number}]", keys, depth + 1)
    else:
        yield from _leaf(node, name, here, keys)


def _leaf(node: Mapping[str, Any], name: str, here: str, keys: AbstractSet[str] | None) -> Iterator[GrammarProblem]:
    yield from LEAVES[name][0](node[name], here)
    fields = PLACES if name in {"terms", "pattern"} else TEXTS
    if node.get("in", "both") not in fields:
        yield GrammarProblem(f"{here}.in", _("Look in one of: %(fields)s.") % {"fields": ", ".join(fields)})
    if node.get("search", "includes-word") not in SEARCHES:
        yield GrammarProblem(
            f"{here}.search", _("Search in one of these ways: %(ways)s.") % {"ways": ", ".join(SEARCHES)}
        )
    for flag in ("case", "allow"):
        if not isinstance(node.get(flag, False), bool):
            yield GrammarProblem(f"{here}.{flag}", _("Say yes or no (true or false)."))
    if name == "words" and keys is not None and isinstance(node[name], list | tuple):
        for key in node[name]:
            if key not in keys:
                yield GrammarProblem(
                    here, _("There is no word list “%(key)s”. Make it or choose another.") % {"key": key}
                )


def _strings(value: Any, path: str) -> Iterator[GrammarProblem]:
    sound = isinstance(value, list | tuple) and value and all(isinstance(one, str) and one.strip() for one in value)
    if not sound:
        yield GrammarProblem(path, _("Write at least one word, each as text."))


def _pattern(value: Any, path: str) -> Iterator[GrammarProblem]:
    if not isinstance(value, str) or not value:
        yield GrammarProblem(path, _("Write a pattern."))
        return
    try:
        compile_pattern(value)
    except PatternError as error:
        yield GrammarProblem(path, str(error))


def _flag(value: Any, path: str) -> Iterator[GrammarProblem]:
    if not isinstance(value, bool):
        yield GrammarProblem(path, _("Say yes or no (true or false)."))


def _range(value: Any, path: str) -> Iterator[GrammarProblem]:
    if not isinstance(value, Mapping) or not value or any(name not in LIMITS for name in value):
        yield GrammarProblem(path, _("Give a limit: one or more of %(limits)s.") % {"limits": ", ".join(LIMITS)})
        return
    for name, limit in value.items():
        if not _number(limit):
            yield GrammarProblem(f"{path}.{name}", _("Write a number."))


def _record(
    required: dict[str, tuple[float, float]], optional: dict[str, tuple[float, float]], others: tuple[str, ...]
) -> Check:
    """A check for a record of numbers within bounds; `others` are keys checked elsewhere."""

    def check(value: Any, path: str) -> Iterator[GrammarProblem]:
        if not isinstance(value, Mapping):
            yield GrammarProblem(path, _("This needs: %(names)s.") % {"names": ", ".join(required)})
            return
        for name in value:
            if name not in required and name not in optional and name not in others:
                yield GrammarProblem(f"{path}.{name}", _("This is not known here. Remove it."))
        for name, (low, high) in {**required, **optional}.items():
            if name not in value and name in optional:
                continue
            if not _number(value.get(name)) or not low <= value[name] <= high:
                yield GrammarProblem(
                    f"{path}.{name}",
                    _("Write a number from %(low)s to %(high)s.") % {"low": f"{low:g}", "high": f"{high:g}"},
                )

    return check


def _rate(value: Any, path: str) -> Iterator[GrammarProblem]:
    yield from _record({"more_than": (0, 10_000), "minutes": (1, 43_200)}, {}, ("same_place",))(value, path)
    if isinstance(value, Mapping) and not isinstance(value.get("same_place", False), bool):
        yield GrammarProblem(f"{path}.same_place", _("Say yes or no (true or false)."))


def _score(value: Any, path: str) -> Iterator[GrammarProblem]:
    yield from _record({"at_least": (0, 1)}, {}, ("code",))(value, path)
    if isinstance(value, Mapping) and not (isinstance(value.get("code"), str) and value["code"]):
        yield GrammarProblem(f"{path}.code", _("Choose the reason whose score is meant."))


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value  # noqa: PLR0124 - not NaN


_duplicate = _record({"similar": (0.3, 1), "minutes": (1, 43_200)}, {"at_least": (1, 1000)}, ())

#: leaf → what checks its value, and which options may stand beside it.
LEAVES: dict[str, tuple[Check, tuple[str, ...]]] = {
    "words": (_strings, ("in",)),
    "terms": (_strings, ("in", "search", "case")),
    "pattern": (_pattern, ("in", "case")),
    "domains": (_strings, ("allow",)),
    **dict.fromkeys(("links", "mentions", "attachments", "reports", "age_days", "level", "posts"), (_range, ())),
    "length": (_range, ("in",)),
    "rate": (_rate, ()),
    "duplicate": (_duplicate, ()),
    "score": (_score, ()),
    **dict.fromkeys(("language", "place", "kind", "author"), (_strings, ())),
    **dict.fromkeys(("team", "opens"), (_flag, ())),
}
