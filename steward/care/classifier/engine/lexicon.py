"""The cold start: short lists of words with weights, so that there is a score before anybody decided anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

VERSION = "lexicon-1"
_FILE = Path(__file__).parent.parent / "lexicon" / "words.tsv"
#: Log-odds of a text without any of the words: about one in a hundred.
_PRIOR = -4.6
_SUREST = 0.95


@dataclass(frozen=True, slots=True)
class Word:
    """One line of the file: `weight` is added to the log-odds of `label`; a negative one takes a false friend back."""

    label: str
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words and the machine that finds them all in one pass."""

    words: tuple[Word, ...]
    labels: tuple[str, ...]
    machine: Any

    def found(self, folded: str) -> list[Word]:
        """The words in a folded text, each once, in the order of the file; not what lies inside a longer one."""
        spans = [
            (start, end, index)
            for index, start, end in self.machine.find_matches_as_indexes(folded, overlapping=True)
            if _stands(folded, start, end)
        ]
        longest = {index for start, end, index in spans if not any(_holds(other, (start, end)) for other in spans)}
        return [self.words[index] for index in sorted(longest)]

    def chances(self, words: Sequence[Word]) -> dict[str, float]:
        """The probability of each label that has a word among them; words alone are never surer than `_SUREST`."""
        odds: dict[str, float] = {}
        for word in words:
            odds[word.label] = odds.get(word.label, _PRIOR) + word.weight
        return {label: min(_SUREST, 1 / (1 + exp(-value))) for label, value in odds.items()}


def _holds(other: tuple[int, int, int], span: tuple[int, int]) -> bool:
    """Whether another word found reaches over this one."""
    return other[0] <= span[0] and span[1] <= other[1] and other[:2] != span


def _stands(text: str, start: int, end: int) -> bool:
    """Whether a word of letters is not a part of another; Chinese words stand everywhere."""
    before = start > 0 and _latin(text[start]) and _latin(text[start - 1])
    after = end < len(text) and _latin(text[end - 1]) and _latin(text[end])
    return not before and not after


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


@cache
def lexicon() -> Lexicon:
    """The words of the file, folded as texts are."""
    from ahocorasick_rs import AhoCorasick

    from steward.care.classifier.engine.folding import fold

    lines = [line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines() if line[:1] not in {"", "#"}]
    words = tuple(Word(label, float(weight), fold(text)) for label, weight, text in lines)
    return Lexicon(words, tuple(sorted({word.label for word in words})), AhoCorasick([word.text for word in words]))
