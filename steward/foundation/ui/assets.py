"""Where the built front end is: the manifest the build wrote, read once (again on every change while debugging)."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

BUILT = Path(__file__).parent / "static" / "ui" / "built"
SOURCE = "steward/foundation/ui/front/"


class AssetsNotBuilt(Exception):
    """The front end has not been built; run `npm ci && npx vite build`."""


@cache
def _manifest(_changed: float) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def _entry(name: str) -> dict[str, Any]:
    file = BUILT / "manifest.json"
    if not file.exists():
        raise AssetsNotBuilt("the front end is not built: run `npm ci && npx vite build`")
    manifest = _manifest(file.stat().st_mtime if settings.DEBUG else 0)
    entry: dict[str, Any] = manifest.get(SOURCE + name) or manifest[name]
    return entry


def asset(name: str) -> str:
    """The address of a built file: `asset('app.js')`, `asset('icons.svg')`. Raises KeyError for an unknown name."""
    return f"{settings.STATIC_URL}ui/built/{_entry(name)['file']}"


@cache
def _symbols(file: str) -> frozenset[str]:
    return frozenset(re.findall(r'<symbol id="([^"]+)"', (BUILT / file).read_text(encoding="utf-8")))


def icon_address(name: str) -> str:
    """The address of an icon in the sprite. While debugging a name that was not built in is an error, later a blank."""
    if settings.DEBUG and name not in _symbols(_entry("icons.svg")["file"]):
        raise LookupError(f"the icon {name!r} is not in the sprite: name it in front/icons.txt or build again")
    return f"{asset('icons.svg')}#{name}"
