"""`ui.button(…)` in a template: every macro of `ui/components/` under one name, loaded when first used.

A macro's signature is the list of its props; Jinja2 refuses an unknown one.
"""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment

FOLDER = Path(__file__).parent / "jinja2" / "ui" / "components"


MACRO = re.compile(r"{%-?\s*macro\s+([a-z]\w*)\(")


class Components:
    """Gives the macro of that name, wherever in `ui/components/` it is defined."""

    def __init__(self, env: Environment) -> None:
        self._env = env
        self._files = {
            name: f"ui/components/{file.name}"
            for file in sorted(FOLDER.glob("*.jinja"))
            for name in MACRO.findall(file.read_text(encoding="utf-8"))
        }

    def macro(self, path: str) -> Any:
        """A macro of a room: `members/cells.jinja#tags`."""
        file, _hash, name = path.partition("#")
        return getattr(self._env.get_template(file).module, name)

    def live(self, href: str, target: str) -> dict[str, str]:
        """The attributes that let htmx replace only the element `target` by its like in the answer of `href`."""
        if not target:
            return {}
        select = f"#{target}"
        return {"hx-get": href, "hx-target": select, "hx-select": select, "hx-swap": "outerHTML", "hx-push-url": "true"}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._files:
            raise AttributeError(f"there is no component {name!r}; the style page lists them")
        return getattr(self._env.get_template(self._files[name]).module, name)
