"""Which identities are worth comparing: those that share a key which is not a crowd's."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

from steward.people.members.identity.normalise import Profile
from steward.people.members.identity.spelling import full, short

#: Keys shared by more identities than this say nothing ("wei", a company's domain).
CROWD = 40
CROWD_OF_PARTS = 16  # for keys that are but a part of a name or handle
SHORTEST = 3
_WORD = 5
_PREFIX = 6


def kept(profile: Profile) -> set[str]:
    """The keys an identity is found under: its texts, the words of its name, its links and address."""
    found: set[str] = {f"@{link}" for link in profile.links}
    for words in profile.names:
        found |= {word for word in words if len(word) >= _WORD or len(words) == 1}
        if len(words) > 1:
            found |= {"n:" + " ".join(sorted(words)), "n:" + " ".join(sorted((words[0], words[-1])))}
            found |= {
                f"p:{both[:_PREFIX]}" for both in (words[0] + words[-1], words[-1] + words[0]) if len(both) >= _PREFIX
            }
    for text, words in ((profile.handle, profile.handle_words), (profile.local, profile.local_words)):
        if text:
            found |= {text, text.strip("0123456789"), *(word for word in words if len(word) >= _WORD)}
            if len(text) >= _PREFIX:
                found.add(f"p:{text[:_PREFIX]}")
    if profile.label:
        found.add(profile.label)
    if profile.local and profile.domain:
        found.add(f"@{profile.local}@{profile.domain}")
    return {key for key in found if len(key) >= SHORTEST}


def asked(profile: Profile) -> set[str]:
    """The spellings of its names under which an identity looks for others."""
    found: set[str] = set()
    for words in (*profile.names, profile.handle_words, profile.local_words):
        found |= full(words) | short(words)
    return found


def blocks(profiles: Sequence[Profile]) -> Iterator[tuple[list[Profile], list[Profile]]]:
    """For every key the identities found under it and those that merely asked for it, crowds left out."""
    found: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for key in kept(profile):
            found[key].append(profile)
    askers: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for key in asked(profile) & found.keys():
            askers[key].append(profile)
    for key, block in found.items():
        inside = {profile.id for profile in block}
        outside = [profile for profile in askers.get(key, ()) if profile.id not in inside]
        crowd = CROWD_OF_PARTS if key.startswith("p:") else CROWD
        if 1 < len(block) + len(outside) <= crowd:
            yield block, outside


def pairs(profiles: Iterable[Profile], only: Collection[int] | None = None) -> dict[tuple[int, int], int]:
    """Every pair (lower id first) that shares a key, with the size of the smallest block they share.

    With `only`, just the pairs of which one is in it.
    """
    sizes: dict[tuple[int, int], int] = {}
    for block, outside in blocks(list(profiles)):
        size = len(block) + len(outside)
        if only is not None and not any(profile.id in only for profile in (*block, *outside)):
            continue
        ends = [*combinations(block, 2), *((one, other) for one in block for other in outside)]
        for one, other in ends:
            pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
            if only is not None and pair[0] not in only and pair[1] not in only:
                continue
            if size < sizes.get(pair, CROWD + 1):
                sizes[pair] = size
    return sizes
