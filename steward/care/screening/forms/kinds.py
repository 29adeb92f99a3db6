"""The conditions the form offers, each with its fields; and the way from fields to a leaf of the grammar and back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from steward.care.clauses.public import REASONS

Values = dict[str, Any]
FieldKind = Literal["lines", "text", "number", "percent", "choice", "check", "lists"]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a condition."""

    name: str
    kind: FieldKind
    label: Any
    choices: tuple[tuple[str, Any], ...] = ()
    start: Any = ""
    most: float | None = None


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One kind of condition: how it is called, its fields, and both ways of the translation.

    `leaf(values)` gives the grammar's leaf; `values(leaf)` the fields' values, None for what the form cannot show.
    """

    label: Any
    group: Any
    fields: tuple[FieldSpec, ...]
    leaf: Callable[[Values], dict[str, Any]]
    values: Callable[[Mapping[str, Any]], Values | None]


_IN = FieldSpec(
    "in", "choice", pgettext_lazy("a rule looks in", "Look in"),
    (("both", _("title and text")), ("body", pgettext_lazy("of a message", "text")), ("title", _("title"))), "both",
)  # fmt: skip
_SEARCH = FieldSpec(
    "search", "choice", _("How"),
    (
        ("includes-word", _("as a word")), ("includes", _("also inside other words")),
        ("starts-with", _("at the beginning")), ("ends-with", _("at the end")),
        ("full-exact", _("as the whole text")), ("full-text", _("as the whole text, but for punctuation")),
    ), "includes-word",
)  # fmt: skip
_SIGN = (
    ("at_least", _("at least")), ("more_than", _("more than")), ("at_most", _("at most")), ("below", _("fewer than")),
)  # fmt: skip
_YES = (("yes", pgettext_lazy("a condition", "yes")), ("no", pgettext_lazy("a condition", "no")))
_LANGUAGES = (("zh", _("Chinese")), ("en", _("English")))


def lines(text: Any) -> list[str]:
    """The lines of a field that are not empty, each once."""
    return list(dict.fromkeys(line.strip() for line in str(text).splitlines() if line.strip()))


def number(value: Any) -> Any:
    """A number as it was typed; what is none stays, for the grammar to say so."""
    try:
        given = float(str(value).strip())
    except ValueError:
        return value
    return int(given) if given == int(given) else given


def _share(value: Any) -> Any:
    given = number(value)
    return given / 100 if isinstance(given, int | float) else value


def _plain(leaf: Mapping[str, Any], name: str, *options: str) -> bool:
    return set(leaf) <= {name, *options}


def _in(values: Values) -> dict[str, Any]:
    return {"in": values["in"]} if values.get("in", "both") != "both" else {}


def _words_of(leaf: Mapping[str, Any]) -> Values | None:
    return {"lists": list(leaf["words"]), "in": leaf.get("in", "both")}


def _terms(values: Values) -> dict[str, Any]:
    search = {"search": values["search"]} if values.get("search", "includes-word") != "includes-word" else {}
    return {"terms": lines(values.get("terms", "")), **search, **_in(values)}


def _terms_of(leaf: Mapping[str, Any]) -> Values | None:
    if leaf.get("case") or leaf.get("in", "both") not in {"both", "body", "title"}:
        return None
    return {
        "terms": "\n".join(leaf["terms"]),
        "search": leaf.get("search", "includes-word"),
        "in": leaf.get("in", "both"),
    }


def _pattern_of(leaf: Mapping[str, Any]) -> Values | None:
    if leaf.get("case") or leaf.get("in", "both") not in {"both", "body", "title"}:
        return None
    return {"pattern": leaf["pattern"], "in": leaf.get("in", "both")}


def _limit(name: str, label: Any, group: Any, start: int) -> KindSpec:
    fields = (
        FieldSpec("sign", "choice", pgettext_lazy("a condition", "How many"), _SIGN, "at_least"),
        FieldSpec("value", "number", _("Number"), (), start),
    )

    def leaf(values: Values) -> dict[str, Any]:
        return {name: {values.get("sign", "at_least"): number(values.get("value", ""))}}

    def back(leaf: Mapping[str, Any]) -> Values | None:
        limits = leaf[name]
        if not _plain(leaf, name) or len(limits) != 1:
            return None
        ((sign, value),) = limits.items()
        return {"sign": sign, "value": str(value)}

    return KindSpec(label, group, fields, leaf, back)


def _rate(values: Values) -> dict[str, Any]:
    same = {"same_place": True} if values.get("same_place") else {}
    return {"rate": {"more_than": number(values.get("more_than")), "minutes": number(values.get("minutes")), **same}}


def _rate_of(leaf: Mapping[str, Any]) -> Values | None:
    rate = leaf["rate"]
    return {
        "more_than": str(rate["more_than"]), "minutes": str(rate["minutes"]),
        "same_place": bool(rate.get("same_place")),
    }  # fmt: skip


def _duplicate(values: Values) -> dict[str, Any]:
    wanted = {
        "similar": _share(values.get("similar")), "minutes": number(values.get("minutes")),
        "at_least": number(values.get("at_least")),
    }  # fmt: skip
    return {"duplicate": wanted}


def _duplicate_of(leaf: Mapping[str, Any]) -> Values | None:
    wanted = leaf["duplicate"]
    return {
        "similar": f"{wanted['similar'] * 100:g}", "minutes": str(wanted["minutes"]),
        "at_least": str(wanted.get("at_least", 1)),
    }  # fmt: skip


def _score_of(leaf: Mapping[str, Any]) -> Values | None:
    return {"code": leaf["score"]["code"], "at_least": f"{leaf['score']['at_least'] * 100:g}"}


def _domains(values: Values) -> dict[str, Any]:
    return {"domains": lines(values.get("domains", "")), **({"allow": True} if values.get("allow") else {})}


def _domains_of(leaf: Mapping[str, Any]) -> Values | None:
    return {"domains": "\n".join(leaf["domains"]), "allow": bool(leaf.get("allow"))}


WORDS, AUTHOR, SHAPE, HABIT = _("What it says"), _("Who wrote it"), _("What it looks like"), _("How often")
_MINUTES = FieldSpec("minutes", "number", _("within so many minutes"), (), 60)

#: In the order the form offers them. The keys are the grammar's leaves.
KINDS: dict[str, KindSpec] = {
    "terms": KindSpec(
        _("It contains one of these words"), WORDS,
        (FieldSpec("terms", "lines", _("Words, one on each line")), _SEARCH, _IN), _terms, _terms_of,
    ),
    "words": KindSpec(
        _("It contains a word of a list"), WORDS, (FieldSpec("lists", "lists", _("Word lists")), _IN),
        lambda values: {"words": list(values.get("lists") or []), **_in(values)}, _words_of,
    ),
    "pattern": KindSpec(
        _("It matches a pattern"), WORDS, (FieldSpec("pattern", "text", _("Regular expression")), _IN),
        lambda values: {"pattern": str(values.get("pattern", "")), **_in(values)}, _pattern_of,
    ),
    "score": KindSpec(
        _("The classifier thinks it is"), WORDS,
        (
            FieldSpec("code", "choice", pgettext_lazy("of a clause", "Reason"), tuple(REASONS.items()), "ad"),
            FieldSpec("at_least", "percent", _("with at least so many per cent"), (), 90),
        ),
        lambda values: {"score": {"code": values.get("code", ""), "at_least": _share(values.get("at_least"))}},
        _score_of,
    ),
    "domains": KindSpec(
        _("It links to one of these sites"), SHAPE,
        (
            FieldSpec("domains", "lines", _("Sites, one on each line")),
            FieldSpec("allow", "check", _("instead: it links to any site but these")),
        ),
        _domains, _domains_of,
    ),
    "links": _limit("links", _("Number of links"), SHAPE, 3),
    "attachments": _limit("attachments", _("Number of pictures"), SHAPE, 3),
    "mentions": _limit("mentions", _("Number of members mentioned"), SHAPE, 5),
    "length": _limit("length", _("Number of characters"), SHAPE, 1000),
    "language": KindSpec(
        _("It is written in"), SHAPE, (FieldSpec("language", "choice", _("Language"), _LANGUAGES, "zh"),),
        lambda values: {"language": [values.get("language", "")]},
        lambda leaf: {"language": leaf["language"][0]} if leaf["language"] in (["zh"], ["en"]) else None,
    ),
    "opens": KindSpec(
        _("It opens a topic"), SHAPE, (FieldSpec("opens", "choice", _("It does"), _YES, "yes"),),
        lambda values: {"opens": values.get("opens") == "yes"},
        lambda leaf: {"opens": "yes" if leaf["opens"] else "no"},
    ),
    "age_days": _limit("age_days", _("Days since the author came"), AUTHOR, 7),
    "posts": _limit("posts", _("Number of posts the author wrote before"), AUTHOR, 5),
    "level": _limit("level", _("Trust level of the author (0 to 4)"), AUTHOR, 1),
    "rate": KindSpec(
        _("The author writes fast"), HABIT,
        (
            FieldSpec("more_than", "number", _("More posts than"), (), 5), _MINUTES,
            FieldSpec("same_place", "check", _("count only the same category or channel")),
        ), _rate, _rate_of,
    ),
    "duplicate": KindSpec(
        _("The author said nearly the same before"), HABIT,
        (
            FieldSpec("similar", "percent", _("Alike, per cent"), (), 85), _MINUTES,
            FieldSpec("at_least", "number", _("at least so many times"), (), 1),
        ), _duplicate, _duplicate_of,
    ),
}  # fmt: skip
