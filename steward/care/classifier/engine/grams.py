"""From text to features: pieces of Chinese, words, pairs of words and pieces of words, each hashed to a number.

The same code makes the features for learning and for scoring, for a whole batch at once. Imports numpy, so what is
loaded at start-up imports this module late.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from steward.care.classifier.engine.folding import LONGEST, fold

Whole = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Found = tuple[Whole, Whole, Hashes]  # where it starts, how long it is, its hash

#: Features share 2^18 places.
BITS = 18
SIZE = 1 << BITS
#: The longest piece of Chinese, and the length of a piece of another word.
PIECE, PART = 3, 4
_NEAR = 3  # characters between two words that still are a pair
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: Knuth, TAOCP 3, §6.4
_PRIME = np.uint64(0x100000001B3)  # of FNV-1a
_GAP, _HAN, _LETTER, _SIGN = range(4)


@dataclass(frozen=True, slots=True)
class Grams:
    """Features of a batch, each once for a text, ordered by text.

    Feature i is hashed to `place[i]` < SIZE and stands at `start[i]` with `length[i]` characters in
    `folded[text[i]]`; `counts` is how many each text has.
    """

    folded: tuple[str, ...]
    text: Whole
    place: Whole
    start: Whole
    length: Whole
    counts: Whole

    @property
    def weight(self) -> NDArray[np.float64]:
        """The value of each feature: texts have the Euclidean length 1."""
        return (1 / np.sqrt(np.maximum(self.counts, 1)))[self.text]

    def span(self, number: int) -> slice:
        """Where the features of one text lie."""
        first, last = np.searchsorted(self.text, (number, number + 1))
        return slice(int(first), int(last))

    def words(self, index: int) -> str:
        """The feature as it stands in the folded text."""
        start = int(self.start[index])
        return self.folded[int(self.text[index])][start : start + int(self.length[index])].strip()


def grams(texts: Sequence[str]) -> Grams:
    """The features of each text."""
    folded = tuple(fold(text) for text in texts)
    codes = np.frombuffer("\x00".join((*folded, "")).encode("utf-32-le", "surrogatepass"), np.uint32)
    of = np.cumsum(codes == 0) - (codes == 0)
    wide = codes.astype(np.uint64)
    kinds = _kinds()[np.minimum(codes, 0xFFFF)]
    parts = [*_pieces(wide, kinds), *_words(wide, kinds, of)]
    start, length = (np.concatenate([part[column] for part in parts]) for column in range(2))
    mixed = np.concatenate([part[2] for part in parts])
    return _once(folded, of, start, length, mixed)


def _once(folded: tuple[str, ...], of: Whole, start: Whole, length: Whole, mixed: Hashes) -> Grams:
    """Hashes to places; of equal features in a text the first is kept."""
    place = ((mixed * _GOLDEN) >> np.uint64(64 - BITS)).astype(np.int64)
    text = of[start]
    _keys, first = np.unique(text * SIZE + place, return_index=True)
    text, place, start, length = text[first], place[first], start[first], length[first]
    begins = np.cumsum([0, *(len(one) + 1 for one in folded)])[:-1]
    counts = np.bincount(text, minlength=len(folded))
    return Grams(folded, text, place, start - begins[text], length, counts)


def _pieces(codes: Hashes, kinds: NDArray[np.uint8]) -> Iterator[Found]:
    """Runs of up to PIECE characters with a Chinese one in them, single signs, and PART letters of other words."""
    end = len(codes)
    mixed = np.full(end, 7, np.uint64)
    whole, chinese = np.ones(end, bool), np.zeros(end, bool)
    for length in range(1, PIECE + 1):
        end = len(codes) - length + 1
        mixed = (mixed[:end] ^ codes[length - 1 :]) * _PRIME * np.uint64(3)
        whole = whole[:end] & (kinds[length - 1 :] != _GAP)
        chinese = chinese[:end] | (kinds[length - 1 :] == _HAN)
        wanted = whole & (chinese | (kinds == _SIGN) if length == 1 else chinese)
        start = np.flatnonzero(wanted)
        yield start, np.full(len(start), length), mixed[start] ^ np.uint64(length)
    yield _parts(codes, kinds == _LETTER)


def _parts(codes: Hashes, letter: NDArray[np.bool_]) -> Found:
    end = max(len(codes) - PART + 1, 0)
    mixed, inside = np.full(end, 11, np.uint64), np.ones(end, bool)
    for step in range(PART):
        mixed = (mixed ^ codes[step : end + step]) * _PRIME
        inside &= letter[step : end + step]
    start = np.flatnonzero(inside)
    return start, np.full(len(start), PART), mixed[start]


def _words(codes: Hashes, kinds: NDArray[np.uint8], of: Whole) -> Iterator[Found]:
    """Words of letters, and pairs of neighbours."""
    letter = kinds == _LETTER
    start = np.flatnonzero(letter & ~np.concatenate(([False], letter[:-1])))
    if not len(start):
        return
    end = np.flatnonzero(letter & ~np.concatenate((letter[1:], [False]))) + 1
    first = np.zeros(len(codes), np.int64)
    first[start] = start
    inside = np.arange(len(codes)) - np.maximum.accumulate(first)
    powers = np.cumprod(np.concatenate((np.ones(1, np.uint64), np.full(LONGEST, _PRIME))))
    # A word's hash is the polynomial of its letters; what stands between words counts nothing.
    terms = np.where(letter, (codes + np.uint64(1)) * powers[np.minimum(inside, LONGEST)], np.uint64(0))
    mixed = np.add.reduceat(terms, start)
    yield start, end - start, mixed * np.uint64(5)
    pair = np.flatnonzero((of[start[1:]] == of[start[:-1]]) & (start[1:] - end[:-1] <= _NEAR))
    yield start[pair], end[pair + 1] - start[pair], (mixed[pair] * _PRIME) ^ mixed[pair + 1]


@cache
def _kinds() -> NDArray[np.uint8]:
    """What each code point up to U+FFFF is; what lies above (emoji) is a sign."""
    kinds = np.zeros(0x10000, np.uint8)
    for code in range(0x10000):
        category = unicodedata.category(chr(code))[0]
        if 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00 or 0x3040 <= code < 0x3100:
            kinds[code] = _HAN
        elif category in "LN" or code == ord("'"):
            kinds[code] = _LETTER
        elif category in "SP":
            kinds[code] = _SIGN
    kinds[0xFFFF] = _SIGN
    return kinds
