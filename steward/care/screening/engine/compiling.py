"""From the grammar's trees to nodes: words and patterns of all rules are gathered for one pass over the text."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_noop

from steward.care.screening.engine.batch import host_of
from steward.care.screening.engine.nodes import (
    INLINE,
    Every,
    Frequent,
    HasPattern,
    HasWords,
    Known,
    Node,
    Nothing,
    Repeated,
    Scored,
    Some,
    within_limits,
)  # fmt: skip
from steward.care.screening.engine.records import Message, What, WordListSpec

_LETTER = r"[\pL\pN]"
_SIGNS = {"below": "<", "at_most": "≤", "at_least": "≥", "more_than": ">"}

Value = Callable[[Message], float | None]
_NUMBERS: dict[str, tuple[What, Value, str]] = {
    "links": ("link", lambda one: len(one.links), gettext_noop("%(value)s links; the rule asks for %(limit)s.")),
    "mentions": (
        "mentions", lambda one: one.mentions, gettext_noop("%(value)s mentions; the rule asks for %(limit)s."),
    ),
    "attachments": (
        "attachment", lambda one: one.pictures, gettext_noop("%(value)s pictures; the rule asks for %(limit)s."),
    ),
    "reports": ("reports", lambda one: one.reports, gettext_noop("%(value)s reports; the rule asks for %(limit)s.")),
    "age_days": (
        "age", lambda one: one.author_age_days,
        gettext_noop("The author has been here for %(value)s days; the rule asks for %(limit)s."),
    ),
    "level": (
        "level", lambda one: one.author_level,
        gettext_noop("The author's level is %(value)s; the rule asks for %(limit)s."),
    ),
    "posts": (
        "posts", lambda one: one.author_posts,
        gettext_noop("The author has written %(value)s messages; the rule asks for %(limit)s."),
    ),
}  # fmt: skip
_CHOICES: dict[str, tuple[What, Callable[[Message], str], str]] = {
    "place": ("place", lambda one: one.place, gettext_noop("It was written in %(value)s.")),
    "kind": ("kind", lambda one: one.kind, gettext_noop("It is a message of the kind %(value)s.")),
    "author": ("author", lambda one: one.author, gettext_noop("It was written by %(value)s.")),
}
_WHAT: dict[str, What] = {"links": "link", "hosts": "link", "author": "author"}
_LENGTH = gettext_noop("%(value)s characters long; the rule asks for %(limit)s.")
_LANGUAGE = gettext_noop("The language is %(value)s.")
_LINK = gettext_noop("A link leads to %(value)s.")
_TEAM = {True: gettext_noop("The author is in the team."), False: gettext_noop("The author is not in the team.")}
_OPENS = {True: gettext_noop("It begins a thread."), False: gettext_noop("It is an answer.")}


class Compiler:
    """Gathers patterns and words written into rules while trees are compiled; equal ones are kept once."""

    def __init__(self, lists: Mapping[str, WordListSpec], *, patterns_first: bool = False) -> None:
        """`lists` by key; `patterns_first` where every message is searched for patterns anyway."""
        self._lists = lists
        self._pattern_rank = 0 if patterns_first else 2
        self._patterns: dict[tuple[str, bool], int] = {}
        self._inline: dict[tuple[tuple[str, ...], bool], WordListSpec] = {}
        self.asked: set[str] = set()

    @property
    def patterns(self) -> list[tuple[str, bool]]:
        """Every pattern and whether letter case counts, by number."""
        return list(self._patterns)

    @property
    def lists(self) -> list[WordListSpec]:
        """The lists that rules ask, allow lists, and the words written into rules."""
        own = [one for one in self._lists.values() if one.allow or one.key in self.asked]
        return own + list(self._inline.values())

    def node(self, tree: Mapping[str, Any]) -> Node:
        """A sound tree as a node."""
        if "all" in tree:
            return Every([self.node(child) for child in tree["all"]])
        if "any" in tree:
            return _one_of([self.node(child) for child in tree["any"]])
        if "not" in tree:
            return Nothing(self.node(tree["not"]), _wanted(tree["not"]))
        return self._leaf(tree)

    def _leaf(self, tree: Mapping[str, Any]) -> Node:
        own: dict[str, Callable[[Mapping[str, Any], str], Node]] = {
            "words": self._listed,
            "terms": self._terms,
            "pattern": self._pattern,
            "score": lambda tree, _field: Scored(tree["score"]["code"], tree["score"]["at_least"]),
            "rate": lambda tree, _field: Frequent(**{"same_place": False, **tree["rate"]}),
            "duplicate": lambda tree, _field: Repeated(**{"at_least": 1, **tree["duplicate"]}),
        }
        made = next((own[name] for name in tree if name in own), _known)
        return made(tree, tree.get("in", "both"))

    def _pattern(self, tree: Mapping[str, Any], field: str) -> Node:
        return self._has([tree["pattern"]], field, [tree["pattern"]], case=tree.get("case", False))

    def _listed(self, tree: Mapping[str, Any], field: str) -> Node:
        self.asked.update(tree["words"])
        return HasWords(tuple(tree["words"]), field, any(self._lists[key].pinyin for key in tree["words"]))

    def _has(self, patterns: Sequence[str], field: str, said: Sequence[str], *, case: bool) -> HasPattern:
        numbers = [self._patterns.setdefault((one, case), len(self._patterns)) for one in patterns]
        return HasPattern(dict(zip(numbers, said, strict=True)), field, self._pattern_rank, _WHAT.get(field, "pattern"))

    def _terms(self, tree: Mapping[str, Any], field: str) -> Node:
        """Words go to the automaton, with all its folding; what asks for a place in the text becomes a pattern."""
        terms, how, case = tree["terms"], tree.get("search", "includes-word"), tree.get("case", False)
        if how in {"includes", "includes-word"} and not case and field in {"both", "body", "title"}:
            key = (tuple(terms), how == "includes-word")
            made = WordListSpec(f"{INLINE}{len(self._inline)}", 0, key[0], whole_words=key[1])
            return HasWords((self._inline.setdefault(key, made).key,), field)
        return self._has([pattern_of(term, how) for term in terms], field, terms, case=case)


def pattern_of(term: str, how: str) -> str:
    """A word and how it is searched for, as a pattern whose group `hit` is the word."""
    word = f"(?P<hit>{re.escape(term)})"
    return {
        "includes": word,
        "includes-word": rf"(?:^|[^\pL\pN]){word}(?:$|[^\pL\pN])",
        "starts-with": rf"^\s*{word}",
        "ends-with": rf"{word}\s*$",
        "full-exact": f"^{word}$",
        "full-text": rf"^[^\pL\pN]*{word}[^\pL\pN]*$",
    }[how]


def _one_of(parts: list[Node]) -> Node:
    """Patterns of the same field are asked together."""
    sources: dict[tuple[str, str], dict[int, str]] = {}
    firsts: dict[tuple[str, str], HasPattern] = {}
    others: list[Node] = []
    for part in parts:
        if isinstance(part, HasPattern):
            firsts.setdefault((part.field, part.what), part)
            sources.setdefault((part.field, part.what), {}).update(part.sources)
        else:
            others.append(part)
    joined: list[Node] = [replace(one, sources=sources[key]) for key, one in firsts.items()]
    whole = joined + others
    return whole[0] if len(whole) == 1 else Some(whole)


def _known(tree: Mapping[str, Any], field: str) -> Node:
    """What needs no look at the text: a test and a sentence."""
    key = json.dumps(tree, sort_keys=True, ensure_ascii=False, default=str)
    name = next(one for one in tree if one not in {"in", "allow"})
    value = tree[name]
    if name in _NUMBERS:
        what, read, why = _NUMBERS[name]
        return _limited((key, what, name), read, why, value)
    if name in _CHOICES:
        what, chosen, why = _CHOICES[name]
        wanted = frozenset(value)
        return Known(key, what, name, chosen, wanted.__contains__, lambda one: (one, why, {"value": one}))
    special: dict[str, Callable[[], Known]] = {
        "length": lambda: _limited((key, "length", f"length {field}"), lambda one: _length(one, field), _LENGTH, value),
        "domains": lambda: _linked(key, value, elsewhere=tree.get("allow", False)),
        "language": lambda: _spoken(key, frozenset(one.lower() for one in value)),
        "team": lambda: Known(
            key,
            "team",
            name,
            lambda one: one.is_team,
            lambda is_team: is_team is value,
            lambda _one: ("", _TEAM[value], {}),
        ),
        "opens": lambda: Known(
            key, "kind", name, lambda one: one.opens, lambda opens: opens is value, lambda _one: ("", _OPENS[value], {})
        ),
    }
    return special[name]()


def _limited(named: tuple[str, What, str], read: Value, why: str, limits: Mapping[str, Any]) -> Known:
    limit = ", ".join(f"{_SIGNS[name]} {bound:g}" for name, bound in limits.items())

    def told(value: float | None) -> tuple[str, str, dict[str, str]]:
        said = f"{value or 0:.10g}"
        return said, why, {"value": said, "limit": limit}

    return Known(*named, read, within_limits(limits.items()), told)


def _linked(key: str, domains: Sequence[str], *, elsewhere: bool) -> Known:
    wanted = tuple(host_of(domain.lower()) for domain in domains)
    below = tuple(f".{domain}" for domain in wanted)

    def first(one: Message) -> str:
        hosts = (host_of(link) for link in one.links)
        return next((host for host in hosts if host and (host in wanted or host.endswith(below)) is not elsewhere), "")

    return Known(key, "link", key, first, bool, lambda host: (host, _LINK, {"value": host}))


def _spoken(key: str, wanted: frozenset[str]) -> Known:
    def fits(language: str) -> bool:
        said = language.lower()
        return said in wanted or said.split("-")[0] in wanted

    return Known(
        key, "language", "language", lambda one: one.language, fits, lambda one: (one, _LANGUAGE, {"value": one})
    )


def _length(message: Message, field: str) -> int:
    texts = {"title": (message.title,), "body": (message.text,)}.get(field, (message.title, message.text))
    return sum(len(text.strip()) for text in texts)


def _wanted(tree: Mapping[str, Any]) -> str:
    """What a negated condition on the text asks for, to be named when it is missing."""
    if "pattern" in tree:
        return str(tree["pattern"])
    return ", ".join(tree.get("terms", tree.get("words", ())))
