"""Examples a community can begin with, in both languages, to be changed before they are published.

One TOML file each, beside this one.
"""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class StartingSet:
    """A whole canvas; its words are read when they are first asked for."""

    key: str
    label: Any  # lazily translated
    lead: Any
    icon: str

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """Box → language → text."""
        path = Path(__file__).parent / f"{self.key}.toml"
        return tomllib.loads(path.read_text(encoding="utf-8"))


SETS: dict[str, StartingSet] = {
    one.key: one
    for one in (
        StartingSet(
            "open-source", _("Open source project"), _("People who use, build and look after a program together."),
            icon="git-merge",
        ),
        StartingSet(
            "product", _("Product community"), _("People who use a product, and the people who make it."),
            icon="package",
        ),
        StartingSet(
            "learning", _("Learning together"),
            _("People who practise something in company and keep each other going."),
            icon="graduation-cap",
        ),
    )
}  # fmt: skip
