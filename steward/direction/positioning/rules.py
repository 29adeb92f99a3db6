"""What a box may hold, and what a version changes against another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from steward.direction.positioning.enums import BOXES, Box
from steward.direction.positioning.errors import reason_needed
from steward.direction.positioning.records import Check, Words, lines_in, text_in
from steward.foundation.kernel.ruling import Invalid
from steward.square.forum.public import Piece, differences

LONGEST_BOX, LONGEST_REASON = 1200, 500


def languages() -> tuple[str, ...]:
    """The languages the canvas is written in: those Steward speaks."""
    return tuple(code for code, _name in settings.LANGUAGES)


def clean_words(words: Words) -> dict[str, dict[str, str]]:
    """The words as they are kept, empty texts left out. Raises Invalid by field (`promise_en`)."""
    wrong: dict[str, str] = {}
    found: dict[str, dict[str, str]] = {}
    for key, texts in words.items():
        if key not in BOXES:
            wrong[key] = _("There is no such box.")
            continue
        found[key] = {code: text for code in languages() if (text := _trimmed(texts.get(code, "")))}
        for code, text in found[key].items():
            if len(text) > LONGEST_BOX:
                wrong[f"{key}_{code}"] = _("Write at most %(most)s characters.") % {"most": LONGEST_BOX}
    if wrong:
        raise Invalid(wrong)
    return found


def _trimmed(text: str) -> str:
    lines = str(text).replace("\r\n", "\n").replace("\0", "").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def clean_reason(reason: str) -> str:
    """The reason of a version. Raises Invalid."""
    clean = " ".join(reason.replace("\0", "").split())
    if not clean:
        raise reason_needed()
    if len(clean) > LONGEST_REASON:
        raise Invalid({"reason": _("Write at most %(most)s characters.") % {"most": LONGEST_REASON}})
    return clean


def changed_boxes(before: Words, after: Words) -> tuple[str, ...]:
    """The boxes that differ in any language, in the order of the canvas."""
    return tuple(key for key in BOXES if _kept(before, key) != _kept(after, key))


def _kept(words: Words, key: str) -> dict[str, str]:
    return {code: text for code, text in words.get(key, {}).items() if text}


def missing_languages(words: Words, key: str) -> tuple[str, ...]:
    """Languages a box that says something is not written in."""
    texts = _kept(words, key)
    return tuple(code for code in languages() if texts and code not in texts)


@dataclass(frozen=True, slots=True)
class BoxChange:
    """What a version did to one box in the language of the reader; no pieces: only another language changed."""

    box: Box
    pieces: Sequence[Piece]


def changes(before: Words, after: Words, language: str = "") -> list[BoxChange]:
    """What is different in `after`, in the order of the canvas."""
    return [
        BoxChange(BOXES[key], _pieces(text_in(before, key, language), text_in(after, key, language)))
        for key in changed_boxes(before, after)
    ]


def _pieces(before: str, after: str) -> Sequence[Piece]:
    return () if before == after else differences(before, after)


def checks_of(words: Mapping[str, Mapping[str, str]], language: str) -> list[Check]:
    """Each line that other work can be held against as a question in `language`."""
    with translation.override(language or translation.get_language()):
        return [
            Check(box.key, str(box.label), line, str(box.check) % {"line": line})
            for box in BOXES.values()
            if box.check
            for line in lines_in(words, box.key, language)
        ]
