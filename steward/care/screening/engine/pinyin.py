"""Words by sound: wei信, weixin and 薇心 for 微信, asked only of lists that ask for it.

Every Chinese character stands for its first reading without tone; Latin letters stand for themselves. A hit must begin
and end where a character (or a run of letters) does, and its syllables must be the word's: 饥饿 (ji'e) is not 街 (jie).
Two syllables sound like too many other words, so that such an entry counts only if letters are used.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from steward.care.screening.engine import folding
from steward.care.screening.engine.entries import Entry, kept_of
from steward.care.screening.engine.matching import WordHit
from steward.care.screening.engine.normalise import plain
from steward.care.screening.engine.records import WordListSpec


@dataclass(slots=True)
class _Sounds:
    """A text as letters: `at[k]` is the original's character behind letter k; units are characters or letter runs."""

    letters: str = ""
    at: list[int] = field(default_factory=list)
    begins: set[int] = field(default_factory=set)
    latin: set[int] = field(default_factory=set)


class PinyinWords:
    """The words of lists by their sound."""

    def __init__(self, lists: Iterable[WordListSpec]) -> None:
        """Only entries of two Chinese characters or more take part."""
        found: dict[str, list[tuple[Entry, set[int]]]] = defaultdict(list)
        for source in lists:
            for word in source.words:
                sounds = sounds_of(word)
                if len(sounds.begins) > 1 and not sounds.latin:
                    entry = Entry(source, word, "compact", sounds.letters, kept_of(plain(word)), plain(word))
                    found[sounds.letters].append((entry, sounds.begins))
        self._entries = list(found.values())
        self._automaton = AhoCorasick(list(found), MatchKind.Standard) if found else None

    def scan(self, text: str) -> list[WordHit]:
        """Hits that are not simply the word itself."""
        if self._automaton is None:
            return []
        sounds = sounds_of(text)
        hits = []
        for index, first, last in self._automaton.find_matches_as_indexes(sounds.letters, overlapping=True):
            for entry, syllables in self._entries[index]:
                start, stop = sounds.at[first], sounds.at[last - 1] + 1
                if _sounds_like(sounds, first, last, syllables) and kept_of(plain(text[start:stop])) != entry.kept:
                    hits.append(WordHit(entry, start, stop, "pinyin"))
        return hits


def sounds_of(text: str) -> _Sounds:
    """A text or a word as its sound."""
    sounds, run, parts = _Sounds(), False, []
    for place, one in enumerate(plain(text)):
        latin = "a" <= one <= "z"
        letters = one if latin else _syllable(one) if folding.unspaced(one) else ""
        if letters and not (latin and run):
            sounds.begins.add(len(sounds.at))
            if latin:
                sounds.latin.add(len(sounds.at))
        run = latin
        parts.append(letters)
        sounds.at.extend([place] * len(letters))
    sounds.letters = "".join(parts)
    return sounds


def _sounds_like(sounds: _Sounds, first: int, last: int, syllables: set[int]) -> bool:
    if first not in sounds.begins or (last < len(sounds.at) and last not in sounds.begins):
        return False
    inside = {place - first for place in range(first, last) if place in sounds.begins}
    letters = any(place in sounds.latin for place in range(first, last))
    return inside <= syllables and (len(syllables) > 2 or letters)


@cache
def _syllable(character: str) -> str:
    from pypinyin import lazy_pinyin

    said = "".join(lazy_pinyin(character, errors="ignore"))
    return said if said.isascii() and said.isalpha() else ""
