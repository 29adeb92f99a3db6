"""How a name may be written as a handle or local part: in full, shortened, as initials, in pinyin."""

import re
from functools import lru_cache
from itertools import permutations

_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)"
    r"(?=(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])|$)"
)


@lru_cache(maxsize=200_000)
def pinyin(word: str) -> tuple[str, ...]:
    """`dongdong` as its syllables, () where the word is not pinyin of two or three syllables."""
    found, at = [], 0
    while at < len(word):
        match = _SYLLABLE.match(word, at)
        if not match:
            return ()
        found.append(match.group())
        at = match.end()
    return tuple(found) if len(found) in {2, 3} else ()


@lru_cache(maxsize=200_000)
def full(words: tuple[str, ...]) -> frozenset[str]:
    """In full: `weizhang`, `zhangwei`; of longer names also two of the words."""
    if len(words) < 2:
        return frozenset(words)
    if len(words) > 4:
        words = (words[0], words[1], words[-2], words[-1])
    found = {"".join(words)}
    for pair in {(words[0], words[-1]), (words[0], words[1]), (words[-2], words[-1])}:
        found |= {"".join(order) for order in permutations(pair)}
    if len(words) == 3:
        found |= {"".join(order) for order in permutations(words)}
    return frozenset(found)


@lru_cache(maxsize=200_000)
def short(words: tuple[str, ...]) -> frozenset[str]:
    """Shortened: `cgoncalves`, `goncalvesc`, `carlosg`, `ralonsoh`, `jamtur`; Chinese given names to their initials."""
    if len(words) < 2:
        return frozenset()
    found: set[str] = set()
    for first, last in {(words[0], words[-1]), (words[-1], words[0])}:
        found |= {first[0] + last, last + first[0], first + last[:2], first[:2] + last, first[:3] + last[:3]}
        found |= {first[:2] + last[:2], first[:2] + last[:3], first[:3] + last[:2]} if len(words) == 2 else set()
        if parts := pinyin(first):
            starts = "".join(part[0] for part in parts)
            found |= {starts + last, last + starts, starts + last[0], last[0] + starts}
    if len(words) > 2:
        first, last = words[0], words[-1]
        middles = "".join(word[0] for word in words[1:-1])
        found |= {
            first[0] + middles + last, last + first[0] + middles, first + middles + last[0], first[0] + words[1],
            first[0] + words[1] + last[0], first + middles + last, last[0] + first[0] + words[1], first + middles,
        }  # fmt: skip
    return frozenset(found)
