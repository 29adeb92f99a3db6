"""Near duplicates: short fingerprints that tell how much two texts have in common.

A text's fingerprint is the bottom-k sketch of its three-character shingles (Broder 1997, "On the resemblance and
containment of documents"; Cohen 1997): the 64 smallest of their hashes. Texts of up to 66 folded characters keep every
shingle, so that their similarity is the exact Jaccard index; for longer ones it is an estimate with a standard
error of at most 1/16. Folding comes first: spaces, symbols, width and script make no difference.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from steward.care.screening.engine.folding import Codes
from steward.care.screening.engine.normalise import join

SHINGLE = 3
KEPT = 64
#: Bits that hold any code point: three of them fit a 64-bit number.
_BITS = 21
#: Characters hashed at once, so that a heap of long texts needs no heap of memory.
_AT_ONCE = 500_000
_BREAK = ord("\n")
_WORD = np.uint64(0xFFFFFFFF)


@dataclass(slots=True, eq=False)
class Fingerprint:
    """Up to 64 hashes of 32 bits, made when first asked for; none for a text without letters or characters.

    `text` is let go once the hashes are made.
    """

    text: str
    made: frozenset[int] | None = None

    @property
    def hashes(self) -> frozenset[int]:
        """The sketch itself."""
        if self.made is None:
            make([self])
        return self.made or frozenset()


def fingerprint_of(text: str) -> Fingerprint:
    """The text's fingerprint, which costs nothing until it is compared."""
    return Fingerprint(text)


def make(prints: Iterable[Fingerprint]) -> None:
    """Make those that are not made yet together, which is several times faster than one by one."""
    some: list[Fingerprint] = []
    size = 0
    for one in dict.fromkeys(prints):
        if one.made is None:
            some.append(one)
            size += len(one.text)
            if size > _AT_ONCE:
                _make(some)
                some, size = [], 0
    if some:
        _make(some)


def similarity(one: Fingerprint, other: Fingerprint, least: float = 0.0) -> float:
    """From 0 (nothing in common) to 1 (the same, as far as the fingerprints see); 0 also where it is below `least`."""
    first, second = one.hashes, other.hashes
    if not first or not second:
        return 0.0
    # Never more alike than their sizes: exact for all that were kept whole, and what is left out only makes it less.
    if min(len(first), len(second)) < least * max(len(first), len(second)):
        return 0.0
    common = first & second
    union = len(first) + len(second) - len(common)
    if union > KEPT and KEPT in {len(first), len(second)}:
        lowest = sorted(first | second)[:KEPT]
        share = len(common.intersection(lowest)) / KEPT
    else:
        share = len(common) / union
    return share if share >= least else 0.0


def _make(prints: list[Fingerprint]) -> None:
    joined = join([one.text for one in prints])
    stream = joined.compact()
    letters = stream.codes != _BREAK
    owners = np.searchsorted(joined.starts, stream.at[letters], side="right") - 1
    pieces, owners = _pieces(stream.codes[letters], owners)
    known, which = np.unique(pieces, return_inverse=True)
    hashes = _hashes(known)[which]
    order = np.lexsort((hashes, owners))
    ends = np.searchsorted(owners[order], np.arange(len(prints)), side="right").tolist()
    ordered, start = hashes[order].tolist(), 0
    for one, end in zip(prints, ends, strict=True):
        one.made, one.text = _lowest(ordered[start:end]), ""
        start = end


def _lowest(ascending: list[int]) -> frozenset[int]:
    found = frozenset(ascending[:KEPT])
    if len(found) < KEPT < len(ascending):
        found = frozenset(list(dict.fromkeys(ascending))[:KEPT])
    return found


def _pieces(codes: Codes, owners: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All shingles of all texts as numbers, and whose each is. A text shorter than a shingle is one by itself."""
    wide = np.concatenate((codes, np.zeros(SHINGLE - 1, dtype=codes.dtype))).astype(np.int64)
    whose = np.concatenate((owners, np.full(SHINGLE - 1, -1)))
    count = len(codes)
    numbers = wide[:count] << 2 * _BITS
    for step in range(1, SHINGLE):
        same = whose[step : step + count] == owners
        numbers |= np.where(same, wide[step : step + count], 0) << (2 - step) * _BITS
    begins = np.concatenate(([True], owners[1:] != owners[:-1])) if count else np.zeros(0, dtype=np.bool_)
    kept = (whose[SHINGLE - 1 :] == owners) | begins
    return numbers[kept], owners[kept]


def _hashes(pieces: NDArray[np.int64]) -> NDArray[np.int64]:
    """CRC-32 made even: its own low values follow the text too closely to be a sample."""
    low = (1 << _BITS) - 1
    codes = np.stack([pieces >> 2 * _BITS, (pieces >> _BITS) & low, pieces & low], axis=1).astype(np.uint32)
    text = codes.tobytes().decode("utf-32-le")
    sums = [zlib.crc32(text[at : at + SHINGLE].rstrip("\0").encode()) for at in range(0, len(text), SHINGLE)]
    mixed = np.array(sums, dtype=np.uint64) * np.uint64(0x9E3779B1) & _WORD
    return ((mixed ^ (mixed >> np.uint64(15))) * np.uint64(0x85EBCA77) & _WORD).astype(np.int64)
