"""Starting sets: codes a community can begin with, in both languages, to be changed before they are published.

One TOML file each, beside this one.
"""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from steward.care.clauses.records import Example, Words

LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True, slots=True)
class StartingClause:
    """A clause of a set, as an action takes it."""

    key: str
    reason: str
    words: Words


@dataclass(frozen=True)
class StartingSet:
    """A whole code; its clauses are read when they are first asked for."""

    key: str
    label: Any  # lazily translated
    lead: Any
    icon: str

    @cached_property
    def _file(self) -> dict[str, Any]:
        return tomllib.loads((Path(__file__).parent / f"{self.key}.toml").read_text(encoding="utf-8"))

    @cached_property
    def notes(self) -> dict[str, str]:
        """What its first edition may say to members, by language."""
        return dict(self._file["note"])

    @cached_property
    def clauses(self) -> tuple[StartingClause, ...]:
        """The clauses in their order."""
        return tuple(StartingClause(row["key"], row["reason"], _words(row)) for row in self._file["clause"])


def _words(row: dict[str, Any]) -> Words:
    examples = tuple(
        Example(language, fine, text)
        for fine, name in ((True, "fine"), (False, "broken"))
        for language in LANGUAGES
        for text in row[language].get(name, ())
    )
    return Words(
        titles={language: row[language]["title"] for language in LANGUAGES},
        texts={language: row[language]["text"] for language in LANGUAGES},
        examples=examples,
        severity=row["severity"],
        least=row["least"],
        most=row["most"],
    )


SETS: dict[str, StartingSet] = {
    one.key: one
    for one in (
        StartingSet(
            "open-source",
            _("Open source project"),
            _("What the well-known codes of conduct agree on, as single clauses that a decision can cite."),
            icon="git-merge",
        ),
        StartingSet(
            "product",
            _("Product community"),
            _("For people who use a product and the people who make it: frank about the product, kind to each other."),
            icon="package",
        ),
        StartingSet(
            "customers",
            _("Customer group"),
            _("Short and strict, for a group in which a business and its customers meet."),
            icon="store",
        ),
    )
}
