"""Random numbers that depend on nothing but the seed and what they are for."""

import zlib

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def stream(seed: int, purpose: str, month: int = 0) -> np.random.Generator:
    """An independent generator for one purpose in one month, so that a change in one place leaves the others alone."""
    return np.random.Generator(np.random.PCG64DXSM([seed, zlib.crc32(purpose.encode()), month]))


def scramble(values: NDArray[np.int64], seed: int) -> NDArray[np.uint64]:
    """Hash each integer to 64 even bits: the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""
    golden = 0x9E3779B97F4A7C15
    mixed = values.astype(np.uint64) * np.uint64(golden) + np.uint64((seed * golden + golden) % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def share_out(total: int, weights: Floats) -> Ints:
    """Split `total` into whole parts proportional to `weights` by largest remainder; the parts sum to `total`."""
    exact = total * weights / weights.sum()
    parts: Ints = np.floor(exact).astype(np.int64)
    order = np.argsort(parts - exact, kind="stable")
    parts[order[: total - int(parts.sum())]] += 1
    return parts


def pick(rng: np.random.Generator, weights: Floats, size: int) -> Ints:
    """Draw `size` indexes with probability proportional to `weights`, in ascending order."""
    ladder = np.cumsum(weights, dtype=np.float64)
    steps = np.sort(rng.random(size)) * ladder[-1]
    return np.asarray(np.minimum(np.searchsorted(ladder, steps, side="right"), len(ladder) - 1))
