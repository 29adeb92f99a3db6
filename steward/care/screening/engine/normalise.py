"""Texts as words are looked for in them, each character with its way back to the original.

The tables and what they mean are in `folding`; here they are laid over one text or over a thousand joined ones.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from steward.care.screening.engine.folding import BREAK, LIMIT, Codes, narrow_map, plain_map, tables

_SPACE = 32
_GAP = f" {BREAK} "


@dataclass(frozen=True, slots=True)
class Stream:
    """A folded text, also as code points; `at[k]` is where its character k stands in the joined original."""

    text: str
    codes: Codes
    at: NDArray[np.int64]


@dataclass(frozen=True)
class Joined:
    """Many texts in one array of code points; text k begins at `starts[k]`."""

    texts: Sequence[str]
    text: str
    codes: Codes
    starts: NDArray[np.int64]

    def raw(self) -> Stream:
        """The texts as they are."""
        return Stream(self.text.encode("utf-8", "replace").decode(), self.codes, np.arange(len(self.text)))

    def wide(self) -> set[int]:
        """Which texts have letters or digits in another width (１３８, Ｖ, ①)."""
        places = np.flatnonzero(tables().wide[self.codes])
        return set(np.unique(np.searchsorted(self.starts, places, side="right") - 1).tolist())

    def compact(self) -> Stream:
        """Letters, digits and Chinese characters only, one after the other; texts stay apart by a line break."""
        folded = tables().compact[self.codes]
        at = np.flatnonzero(folded)
        folded = folded[at]
        return Stream(_text_of(folded), folded, at)

    def spaced(self) -> Stream:
        """Words with one space on each side; Chinese characters count as space."""
        folded = tables().spaced[self.codes]
        at = np.flatnonzero(folded)
        folded = folded[at]
        again = folded == _SPACE
        again[1:] &= again[:-1]
        again[:1] = False
        folded = folded[~again]
        return Stream(_text_of(folded), folded, at[~again])

    @cached_property
    def _starts(self) -> list[int]:
        return [int(start) for start in self.starts.tolist()]

    def owner(self, place: int) -> tuple[int, int]:
        """The text a place of the joined original lies in, and the place inside that text."""
        number = bisect_right(self._starts, place) - 1
        return number, place - self._starts[number]


def join(texts: Sequence[str]) -> Joined:
    """Texts side by side, kept apart; lone surrogates become spaces of the streams."""
    if not texts:
        return Joined((), "", np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.int64))
    text = f" {_GAP.join(texts)} "
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = np.concatenate(([0], np.cumsum(lengths[:-1] + len(_GAP)))) + 1
    return Joined(texts, text, np.minimum(codes, LIMIT), starts)


def plain(text: str) -> str:
    """The text, character for character: half width, lower case, simplified, Latin for what looks Latin."""
    return text.translate(plain_map())


def narrow(text: str) -> str:
    """Letters and digits in their ordinary width, everything else as it was, character for character."""
    return text.translate(narrow_map())


def compact(text: str) -> str:
    """A word or a text as the compact stream has it."""
    return join([text]).compact().text


def spaced(text: str) -> str:
    """A word or a text as the spaced stream has it, without the space around it."""
    return join([text]).spaced().text.strip(" ")


def _text_of(codes: Codes) -> str:
    return codes.tobytes().decode("utf-32-le")
