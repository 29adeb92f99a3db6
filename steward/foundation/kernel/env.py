"""One typed reader of the environment. A value may also come from a file named by `NAME_FILE` (container secrets)."""

import os
from pathlib import Path


class BadSetting(Exception):
    """A setting of the environment cannot be used; the message names it and says what would do."""


def text(name: str, default: str = "") -> str:
    """The value of `name`, or the content of the file that `name_FILE` names, or the default."""
    if file := os.environ.get(f"{name}_FILE"):
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """A yes-or-no setting: 1/true/yes/on or 0/false/no/off."""
    value = text(name, "1" if default else "0").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise BadSetting(f"{name} is {value!r}; write 1 or 0")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise BadSetting(f"{name} is {value!r}; write a whole number") from None


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
