"""From AutoModerator's checks to conditions."""

import re
from typing import Any

from django.utils.translation import gettext as _

from steward.care.screening.engine.automoderator.documents import Document, meant
from steward.care.screening.engine.grammar import SEARCHES
from steward.care.screening.engine.matching import PatternError, compile_pattern

Tree = dict[str, Any]

_KEY = re.compile(r"(?P<not>~)?(?P<names>[\w+ ]+?)(?:#\w+)?\s*(?:\((?P<how>[^)]*)\))?(?:#\w+)?")
_LIMIT = re.compile(r"(?P<sign>[<>])\s*(?P<number>-?\d+(?:\.\d+)?(?:e-?\d+)?)\s*(?P<unit>[a-z]*)", re.IGNORECASE)
_DAYS = {"": 1.0, "minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
_LENGTHS = {"longer_than": "more_than", "shorter_than": "below"}
_TYPES: dict[str, list[Tree]] = {
    "any": [],
    "submission": [{"opens": True}],
    "comment": [{"opens": False}],
    "link submission": [{"opens": True}, {"links": {"at_least": 1}}],
    "gallery submission": [{"opens": True}, {"attachments": {"at_least": 1}}],
}
_KARMA = frozenset({"comment_karma", "post_karma", "combined_karma", "link_karma"})
_DEFAULT_HOW = {"title": "includes-word", "body": "includes-word", "url": "includes", "domain": "domain"}
_FIELDS = {"title": "title", "body": "body", "url": "links", "domain": "hosts"}
_WITH_PATTERN = {
    "includes-word": r"(?:^|\W|\b)(?P<hit>{})(?:$|\W|\b)",
    "includes": "{}",
    "starts-with": "^(?:{})",
    "ends-with": "(?:{})$",
    "full-exact": "^(?:{})$",
    "full-text": r"^\W*(?:{})\W*$",
}


def key_parts(key: str) -> tuple[bool, list[str], list[str]] | None:
    """A key as (inverted, fields, ways of searching): ~title+body (regex, includes)."""
    found = _KEY.fullmatch(key)
    if not found:
        return None
    names = [name.strip() for name in found["names"].split("+")]
    return bool(found["not"]), names, [how.strip() for how in (found["how"] or "").split(",") if how.strip()]


def is_text_check(key: str) -> bool:
    """Whether a key looks into title, body, url or domain."""
    parts = key_parts(key)
    return parts is not None and all(name in _FIELDS for name in parts[1])


def text_check(document: Document, key: str, value: Any) -> list[Tree]:
    """A check of title, body, url or domain; what is left out is listed."""
    inverted, names, how = key_parts(key) or (False, [], [])
    unknown = [one for one in how if one not in {*SEARCHES, "regex", "case-sensitive"}]
    for one in unknown:
        document.problem(
            key, _("There is no search method “%(how)s” here. Remove it or use another.") % {"how": one}, kept=False
        )
    words = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    words = [word for word in words if word.strip()]
    if unknown or not words:
        if not words:
            document.problem(key, _("No words are given."), kept=False)
        return []
    parts = [_searched(document, key, name, how, words) for name in _joined(names)]
    trees = [tree for tree in parts if tree]
    if not trees:
        return []
    if len(trees) < len(parts) or not inverted:
        return trees if len(trees) == 1 else [{"any": trees}]
    return [{"not": trees[0] if len(trees) == 1 else {"any": trees}}]


def _joined(names: list[str]) -> list[str]:
    """title+body is one place; other combinations are looked into one by one."""
    rest = [name for name in names if name not in {"title", "body"}]
    return (["both"] if len(rest) < len(names) - 1 else [name for name in names if name not in rest]) + rest


def _searched(document: Document, key: str, name: str, how: list[str], words: list[str]) -> Tree | None:
    case = {"case": True} if "case-sensitive" in how else {}
    where = {} if name == "both" else {"in": _FIELDS[name]}
    method = next((one for one in how if one in SEARCHES), _DEFAULT_HOW.get(name, "includes-word"))
    if "regex" in how:
        return _patterns(document, key, words, "includes" if method == "domain" else method, {**where, **case})
    if method == "domain":
        return {"domains": words}
    search = {} if method == "includes-word" else {"search": method}
    return {"terms": words, **where, **search, **case}


def _patterns(document: Document, key: str, words: list[str], method: str, options: Tree) -> Tree | None:
    """The patterns that can be used; one left out of an inverted check would make the rule hit more."""
    usable, refused = [], []
    for word in words:
        pattern = word if method == "includes" else _WITH_PATTERN[method].replace("{}", word)
        try:
            compile_pattern(pattern)
        except PatternError as error:
            refused.append(f"{word}: {error}")
        else:
            usable.append({"pattern": pattern, **options})
    for what in refused:
        document.problem(key, what, kept=bool(usable) and "~" not in key)
    if not usable:
        return None
    return usable[0] if len(usable) == 1 else {"any": usable}


def type_check(document: Document, value: Any) -> list[Tree]:
    """Kinds of submissions, as far as they can be told apart here."""
    name = str(value).strip().lower()
    if name == "text submission":
        document.problem("type", _("Posts with and without links are not told apart; the rule takes all."), kept=True)
        return [{"opens": True}]
    if name not in _TYPES:
        document.problem("type", _("There are no posts of the type “%(type)s” here.") % {"type": name}, kept=False)
        return []
    return [dict(one) for one in _TYPES[name]]


def number_check(document: Document, key: str, value: Any) -> list[Tree]:
    """reports, body_longer_than and its kin."""
    number = meant(value)
    if not isinstance(number, int) or isinstance(number, bool):
        document.problem(key, _("Write a number."), kept=False)
        return []
    if key == "reports":
        return [{"reports": {"at_least": number}}]
    name, limit = key.split("_", 1)
    return [{"length": {_LENGTHS[limit]: number}, "in": name}]


def author_check(document: Document, value: Any) -> list[Tree]:
    """The block about the author; a plain value or list is names."""
    if not isinstance(value, dict):
        value = {"name": value}
    trees: list[Tree] = []
    limits: list[Tree] = []
    for key, asked in value.items():
        if key == "account_age":
            limits += _age(document, asked)
        elif key in _KARMA or key.endswith("_subreddit_karma"):
            _karma(document, key, alone="account_age" not in value)
        elif key == "is_moderator":
            trees += _flag(document, key, asked)
        elif (key_parts(key) or (0, [""]))[1] == ["name"]:
            trees += _names(document, key, asked)
        elif key != "satisfy_any_threshold":
            acting = key.startswith(("set_", "overwrite_"))
            document.problem(
                f"author.{key}", _("Steward does not know “%(name)s” of an author.") % {"name": key}, kept=acting
            )
    if meant(value.get("satisfy_any_threshold", False)) is True and len(limits) > 1:
        limits = [{"any": limits}]
    return trees + limits


def _karma(document: Document, key: str, *, alone: bool) -> None:
    """Left out beside another limit or a look at the text; by itself it was the rule."""
    if alone and not any(is_text_check(name) or name == "reports" for name in document.values):
        what = _("There is no karma here, and the rule has no other limit. Use account_age.")
        document.problem(f"author.{key}", what, kept=False)
    else:
        what = _("There is no karma here: this limit is left out, which changes what the rule hits. Rehearse it.")
        document.problem(f"author.{key}", what, kept=True)


def _flag(document: Document, key: str, value: Any) -> list[Tree]:
    asked = meant(value)
    if not isinstance(asked, bool):
        document.problem(f"author.{key}", _("Say yes or no (true or false)."), kept=False)
        return []
    return [{"team": asked}]


def _names(document: Document, key: str, value: Any) -> list[Tree]:
    inverted, _fields, how = key_parts(key) or (False, [], [])
    words = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    tree: Tree | None
    if "regex" in how:
        tree = _patterns(
            document,
            f"author.{key}",
            words,
            next((one for one in how if one in SEARCHES), "full-exact"),
            {"in": "author"},
        )
    else:
        method = next((one for one in how if one in SEARCHES), "full-exact")
        tree = {"terms": words, "in": "author", **({} if method == "includes-word" else {"search": method})}
    if tree is None:
        return []
    return [{"not": tree}] if inverted else [tree]


def _age(document: Document, value: Any) -> list[Tree]:
    found = _LIMIT.fullmatch(str(value).strip())
    unit = found["unit"].lower().removesuffix("s") if found else ""
    if not found or unit not in _DAYS:
        document.problem(
            "author.account_age",
            _("Write a limit such as “< 3 days” (minutes, hours, days, weeks, months or years)."),
            kept=False,
        )
        return []
    days = float(found["number"]) * _DAYS[unit]
    limit = int(days) if days == int(days) else days
    return [{"age_days": {"below" if found["sign"] == "<" else "more_than": limit}}]
