"""Words of lists made ready for the automata: in which stream each is looked for, and as what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from steward.care.screening.engine import folding
from steward.care.screening.engine.folding import BREAK
from steward.care.screening.engine.normalise import join, plain
from steward.care.screening.engine.records import WordListSpec

Mode = Literal["compact", "spaced", "raw"]

#: What people write for a part of a longer word. Only in entries of three characters and more: the rows are ambiguous.
_STANDS_FOR = {
    "微信": ("薇信", "威信", "徽信", "维信", "溦信", "v信", "vx", "wx"),
    "扣扣": ("qq", "企鹅"),
    "qq": ("扣扣", "企鹅"),
    "群": ("裙", "峮"),
}
_PLAIN_SYMBOLS = frozenset(" -'’_")


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of one list. `folded` is what the automaton looks for, `kept` the plain characters that stay of it.

    `lead` and `trail` are symbols the word begins or ends with, to be compared in the original; `exact` says that it
    has symbols at all; `whole` that it must stand between word boundaries.
    """

    source: WordListSpec
    word: str
    mode: Mode
    folded: str
    kept: str
    plain: str
    lead: str = ""
    trail: str = ""
    exact: bool = False
    whole: bool = True
    varied: bool = False


def entries_of(source: WordListSpec) -> list[Entry]:
    """Every word of a list with what it is also written as; empty words, and broken ones, are left out."""
    stripped = dict.fromkeys(one.strip() for one in source.words)
    words = [
        word for word in stripped if word and BREAK not in word and not any("\ud800" <= one <= "\udfff" for one in word)
    ]
    if not words:
        return []
    joined = join(words)
    compact = joined.compact().text.split("\n")
    spaced = joined.spaced().text.split("\n")
    made: list[Entry] = []
    for word, one, other in zip(words, compact, spaced, strict=True):
        made.extend(_entries(source, word, one, other.strip()))
    return made


def kept_of(text: str) -> str:
    """The characters of a plain text that the streams keep."""
    return "".join(one for one in text if one.isalnum() or one == "+" or folding.unspaced(one))


def _entries(source: WordListSpec, word: str, compact: str, spaced: str) -> Iterable[Entry]:
    flat = plain(word)
    if any(folding.unspaced(one) and one.isalnum() for one in flat):
        yield Entry(source, word, "compact", compact, kept_of(flat), flat, whole=source.whole_words)
        for other in _variants(compact):
            yield Entry(source, word, "compact", other, other, other, whole=source.whole_words, varied=True)
    elif spaced:
        exact = any(not one.isalnum() and one not in _PLAIN_SYMBOLS for one in flat)
        lead = flat[: len(flat) - len(flat.lstrip(_symbols(flat)))] if exact else ""
        trail = flat[len(flat.rstrip(_symbols(flat))) :] if exact else ""
        look_for = f" {spaced} " if source.whole_words else spaced
        yield Entry(source, word, "spaced", look_for, kept_of(flat), flat, lead, trail, exact, source.whole_words)
    else:
        yield Entry(source, word, "raw", word, word, word)


def _symbols(text: str) -> str:
    return "".join({one for one in text if not one.isalnum()})


def _variants(compact: str) -> list[str]:
    """Other spellings of a longer word: 加微信 → 加薇信, 加vx; 进qq群 → 进扣扣群, 进qq裙."""
    if len(compact) < 3:
        return []
    return [compact.replace(part, other) for part, others in _STANDS_FOR.items() if part in compact for other in others]
