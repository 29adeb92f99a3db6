"""Which judgements are looked at again: always the same ones, and nobody can tell beforehand which."""

from hashlib import sha256

from django.conf import settings

#: Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4): spreads consecutive numbers evenly over 2³².
FACTOR, SPACE = 2_654_435_769, 2**32
#: Numbers are taken modulo this, so that databases can multiply them in 63 bits.
HALF = 2**31


def offset() -> int:
    """Where the sample of this installation begins: from its secret, so that numbers do not give it away."""
    return int.from_bytes(sha256(f"second-look:{settings.SECRET_KEY}".encode()).digest()[:4])


def limit(percent: int) -> int:
    """The share of the space that is sampled."""
    return SPACE * min(max(percent, 0), 100) // 100


def is_sampled(judgement_id: int, percent: int) -> bool:
    """Whether the judgement is in a sample of so many per cent; a larger sample holds every smaller one."""
    return (judgement_id % HALF * FACTOR + offset()) % SPACE < limit(percent)
