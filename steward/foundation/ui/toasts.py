"""Short notes after something was done, with a way to undo it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

UNDO = "undo:"
LEVELS = {messages.ERROR: "error", messages.WARNING: "warning", messages.SUCCESS: "done"}


@dataclass(frozen=True, slots=True)
class Toast:
    """A note as it is drawn. `undo` is an address that takes a POST, or ""."""

    text: str
    level: str
    undo: str = ""


def toast(request: HttpRequest, text: str, *, level: int = messages.SUCCESS, undo: str = "") -> None:
    """Show `text` on the next page (or in this htmx answer); `undo` is the address that takes it back by POST."""
    messages.add_message(request, level, text, extra_tags=UNDO + undo if undo else "", fail_silently=True)


def toasts_of(notes: Iterable[Message]) -> list[Toast]:
    """Django's messages as toasts; reading them marks them as shown."""
    return [Toast(str(note.message), LEVELS.get(note.level, "note"), _undo(note.extra_tags or "")) for note in notes]


def _undo(tags: str) -> str:
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
