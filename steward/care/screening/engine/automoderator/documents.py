"""A configuration taken apart into documents, values as they were written, each with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

import yaml
from django.utils.translation import gettext as _

_RULER = re.compile(r"---[ \t]*(#.*)?$")
#: Values in one document; anchors that multiply themselves end here.
_MOST_VALUES = 20_000
_YES = {"true", "yes", "on"}
_NO = {"false", "no", "off"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot be honoured as written. `kept`: the rule is there nonetheless, without it."""

    rule: int
    line: int
    field: str
    what: str
    kept: bool


@dataclass(slots=True)
class Document:
    """One rule as it was written: values by key, the line of each key, and what has been found wrong."""

    number: int
    line: int
    values: dict[str, Any]
    lines: dict[str, int]
    title: str = ""
    problems: list[Problem] = field(default_factory=list)

    def problem(self, name: str, what: str, *, kept: bool) -> None:
        """List something; `name` may lead into a block (author.account_age)."""
        line = self.lines.get(name, self.lines.get(name.split(".", 1)[0], self.line))
        self.problems.append(Problem(self.number, line, name, what, kept))

    @property
    def lost(self) -> bool:
        """Whether something was found without which the rule would mean something else."""
        return any(not one.kept for one in self.problems)


class _TooMuchError(ValueError):
    pass


def documents(text: str) -> Iterator[Document]:
    """Each document between lines of three hyphens; a broken one has a problem and no values."""
    number = 0
    for line, part in _parts(text):
        try:
            node = yaml.compose(part, Loader=yaml.SafeLoader)
            document = _document(number + 1, line, node, part) if node else None
        except (yaml.YAMLError, _TooMuchError, RecursionError, ValueError) as error:
            document = _broken(number + 1, line, error)
        if document:
            number += 1
            yield document


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The text of each document with the number of the line before it."""
    start = 0
    gathered: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if _RULER.match(line):
            yield start, "\n".join(gathered)
            start, gathered = number, []
        else:
            gathered.append(line.replace("\t", "    ") if line.startswith("\t") else line)
    yield start, "\n".join(gathered)


def _document(number: int, line: int, node: yaml.Node, part: str) -> Document:
    first = line + node.start_mark.line + 1
    made = Document(number, first, {}, {}, _comment(part))
    if not isinstance(node, yaml.MappingNode):
        made.problem("", _("This is no rule: write “name: value”, one to a line."), kept=False)
        return made
    budget = [_MOST_VALUES]
    for key, value in node.value:
        name = str(key.value).strip()
        made.lines[name] = line + key.start_mark.line + 1
        if name in made.values:
            made.problem(
                name, _("“%(name)s” stands twice; only the last one counts. Join them.") % {"name": name}, kept=True
            )
        made.values[name] = _value(value, budget)
        if isinstance(value, yaml.MappingNode):
            for inner, _other in value.value:
                made.lines[f"{name}.{inner.value}"] = line + inner.start_mark.line + 1
    return made


def _comment(part: str) -> str:
    """The first comment of a document, which is how people name their rules."""
    lines = (line.strip() for line in part.split("\n"))
    return next((line.lstrip("# ").strip() for line in lines if line.startswith("#") and line.strip("# ")), "")


def _value(node: yaml.Node, budget: list[int]) -> Any:
    """Text stays text (a word list may say “yes” or 2020); only plain yes and no, and numbers, become what they are."""
    budget[0] -= 1
    if budget[0] < 0:
        raise _TooMuchError(_("The rule holds too many values. Divide it."))
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, budget) for one in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(one, budget) for key, one in node.value}
    return Written(str(node.value), plain=getattr(node, "style", None) is None)


class Written(str):  # noqa: SLOT000 - text cannot have slots of its own
    """Text as it was written, which knows whether it stood without quotes."""

    plain: bool

    def __new__(cls, text: str, *, plain: bool = True) -> Self:
        """Text and whether it was plain."""
        made = super().__new__(cls, text)
        made.plain = plain
        return made

    def meant(self) -> str | int | float | bool | None:
        """What YAML takes the plain text for: a truth value, a number, nothing, or text."""
        if not self.plain:
            return str(self)
        lower = self.lower()
        if lower in _YES | _NO:
            return lower in _YES
        if lower in {"", "~", "null"}:
            return None
        loaded = yaml.safe_load(self)
        return loaded if isinstance(loaded, int | float) else str(self)


def meant(value: Any) -> Any:
    """A whole value as YAML means it."""
    if isinstance(value, Written):
        return value.meant()
    if isinstance(value, list):
        return [meant(one) for one in value]
    if isinstance(value, dict):
        return {key: meant(one) for key, one in value.items()}
    return value


def _broken(number: int, line: int, error: Exception) -> Document:
    mark = getattr(error, "problem_mark", None)
    at = line + (mark.line + 1 if mark else 1)
    said = getattr(error, "problem", None) or str(error) or _("nested too deeply")
    made = Document(number, at, {}, {})
    what = _("This is not YAML (%(said)s). Look at quotes, colons and indentation here.") % {"said": said}
    made.problem("", what, kept=False)
    return made
