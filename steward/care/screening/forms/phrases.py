"""A condition in words, for who reads a rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from steward.care.screening.forms.kinds import KINDS, FieldSpec

#: So many words of a rule are named.
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Phrase:
    """A line of a rule, with what stands under it."""

    text: str
    inner: tuple["Phrase", ...] = ()


def phrase_of(tree: Mapping[str, Any], lists: Mapping[str, str]) -> Phrase:
    """The condition in words; `lists` names word lists by key."""
    for name, text in (("all", _("All of these are true")), ("any", _("At least one of these is true"))):
        if name in tree:
            return Phrase(text, tuple(phrase_of(one, lists) for one in tree[name]))
    if "not" in tree:
        inner = tree["not"]
        if "any" in inner:
            return Phrase(_("None of these is true"), tuple(phrase_of(one, lists) for one in inner["any"]))
        below = phrase_of(inner, lists)
        return Phrase(_("Not: %(what)s") % {"what": below.text}, below.inner)
    return Phrase(_leaf(tree, lists))


def _leaf(leaf: Mapping[str, Any], lists: Mapping[str, str]) -> str:
    kind = next((name for name in leaf if name in KINDS), "")
    values = KINDS[kind].values(leaf) if kind else None
    if values is None:
        return ", ".join(f"{name}: {value}" for name, value in leaf.items())
    said = [text for one in KINDS[kind].fields if (text := _said(one, values[one.name], lists))]
    return (
        _("%(what)s: %(values)s") % {"what": KINDS[kind].label, "values": " · ".join(said)}
        if said
        else str(KINDS[kind].label)
    )


def _said(spec: FieldSpec, value: Any, lists: Mapping[str, str]) -> str:
    if spec.kind == "check":
        return str(spec.label) if value else ""
    if spec.kind == "choice":
        # What is usual need not be said.
        usual = spec.name in {"in", "search"} and value == spec.start
        return "" if usual else str(dict(spec.choices).get(value, value))
    if spec.kind in {"lines", "lists"}:
        words = [lists.get(one, one) for one in value] if spec.kind == "lists" else str(value).splitlines()
        more = len(words) - _NAMED
        named = _("%(words)s and %(count)d more") if more > 0 else "%(words)s"
        return named % {"words": _(", ").join(words[:_NAMED]), "count": more}
    if spec.kind == "percent":
        return f"{spec.label} {value}"
    return f"{value}" if spec.name in {"value", "pattern"} else f"{spec.label} {value}"
