"""Near duplicates: short fingerprints that tell how much two texts have in common.

A text's fingerprint is the bottom-k sketch of its three-character shingles (Broder 1997, "On the resemblance and
containment of documents"; Cohen 1997): the 64 smallest of their hashes. Texts of up to 66 folded characters keep every
shingle, so that their similarity is the exact Jaccard index; for longer ones it is an estimate with a standard
error of at most 1/16. Folding comes first: spaces, symbols, width and script make no difference.
"""

import zlib

from steward.care.screening.engine.normalise import compact

SHINGLE = 3
KEPT = 64


def fingerprint_of(text: str) -> str:
    """Up to 64 hashes of 32 bits, ascending, as hexadecimal; empty for a text without letters or characters."""
    folded = compact(text).replace("\n", "")
    if not folded:
        return ""
    pieces = {folded[at : at + SHINGLE] for at in range(max(1, len(folded) - SHINGLE + 1))}
    hashes = sorted({_hash(piece) for piece in pieces})[:KEPT]
    return "".join(f"{one:08x}" for one in hashes)


def similarity(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same, as far as the fingerprints see)."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    first, second = _hashes(one), _hashes(other)
    union = first | second
    if len(first) == KEPT or len(second) == KEPT:
        union = set(sorted(union)[:KEPT])
    return len(union & first & second) / len(union)


def _hashes(fingerprint: str) -> set[str]:
    return {fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8)}


def _hash(piece: str) -> int:
    """CRC-32 made even: its own low values follow the text too closely to be a sample."""
    mixed = (zlib.crc32(piece.encode("utf-8", "replace")) * 0x9E3779B1) & 0xFFFFFFFF
    return ((mixed ^ (mixed >> 15)) * 0x85EBCA77) & 0xFFFFFFFF
