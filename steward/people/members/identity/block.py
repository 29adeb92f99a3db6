"""Which identities are worth comparing: those that share a key. Each identity has a handful."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from steward.people.members.identity.normalise import Profile
from steward.people.members.identity.spelling import full, short

#: Keys shared by more identities than this say nothing ("wei", a company's domain).
CROWD = 40
SHORTEST = 3


def keys(profile: Profile) -> set[str]:
    """The keys of an identity; two that share one are compared."""
    found: set[str] = set()
    for words in profile.names:
        found |= full(words) | short(words)
        if len(words) > 1:
            found.add("n:" + " ".join(sorted(words)))
        found |= {word for word in words if len(word) > 4}  # noqa: PLR2004
        found |= {f"p:{text[:6]}" for text in full(words) if len(text) > 5}  # noqa: PLR2004
    for text, words in ((profile.handle, profile.handle_words), (profile.local, profile.local_words)):
        if text:
            found |= {text, text.strip("0123456789"), *full(words), *(word for word in words if len(word) > 4)}
            found |= short(words)
            found |= {f"p:{text[:6]}"} if len(text) > 5 else set()  # noqa: PLR2004
    if profile.label:
        found.add(profile.label)
    found |= {f"@{link}" for link in profile.links}
    if profile.local and profile.domain:
        found.add(f"@{profile.local}@{profile.domain}")
    return {key for key in found if len(key) >= SHORTEST}


def pairs(profiles: Iterable[Profile], only: Collection[int] | None = None) -> Iterator[tuple[Profile, Profile]]:
    """Every pair that shares a key that is not a crowd's, once. With `only`, pairs of which one is in it."""
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for key in keys(profile):
            blocks[key].append(profile)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        if not 1 < len(block) <= CROWD:
            continue
        for one, other in combinations(block, 2):
            ends = (one.id, other.id) if one.id < other.id else (other.id, one.id)
            if ends in seen or (only is not None and one.id not in only and other.id not in only):
                continue
            seen.add(ends)
            yield (one, other) if one.id < other.id else (other, one)
