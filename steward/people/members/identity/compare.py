"""What speaks for and against two identities being one person, as named observations."""

from collections.abc import Iterator

from rapidfuzz.distance import JaroWinkler

from steward.people.members.identity.normalise import Profile
from steward.people.members.identity.spelling import full, short

#: Words shorter than this are as often chance as not.
SHORT_TEXT = 5
SIMILAR = 0.92
#: Realms where one person has many accounts.
SHARED_REALMS = frozenset({"email", "git"})


def observe(one: Profile, other: Profile) -> dict[str, str]:
    """Observations as {name: what was seen}; the names are those weighed in `score.WEIGHTS`."""
    seen = dict(_names(one, other))
    same = {one.handle, one.local} & {other.handle, other.local} - {""}
    if "different_names" in seen and not same and not one.links:
        return seen  # nothing weaker can outweigh it
    seen |= dict(_texts(one, other))
    seen |= dict(_spelled(one, other))
    if one.domain and one.domain == other.domain and one.label:
        seen["same_domain"] = one.domain
    if ((label := one.label) and _is_name(label, other)) or ((label := other.label) and _is_name(label, one)):
        seen["domain_is_name"] = label
    if one.local and (one.local, one.domain) == (other.local, other.domain):
        seen["same_address"] = f"{one.local}@{one.domain}"
    if shared := set(one.links) & set(other.links):
        seen["same_link"] = min(shared)
    if one.realm == other.realm and one.realm not in SHARED_REALMS:
        seen["two_accounts"] = one.realm
    if one.is_bot != other.is_bot:
        seen["bot_and_person"] = ""
    return seen


def _names(one: Profile, other: Profile) -> Iterator[tuple[str, str]]:
    if not one.names or not other.names:
        return
    best = max((_name_relation(a, b) for a in one.names for b in other.names), key=lambda found: found[0])
    if best[1]:
        yield best[1], best[2]


def _name_relation(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[int, str, str]:
    text = " ".join(a)
    if sorted(a) == sorted(b) or "".join(a) == "".join(b):
        if len(a) == 1 and len(b) == 1:
            return 8, "same_word" if len(text) >= SHORT_TEXT else "same_short_word", text
        long = len(a) > 2 or len(b) > 2 or len(text) > 13
        return 9, "same_long_name" if long else "same_name", text
    return (*(_two_full(a, b) if len(a) > 1 and len(b) > 1 else _with_one_word(a, b)), text)


def _two_full(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[int, str]:
    if full(a) & full(b):
        return 7, "name_order_or_middle"
    if JaroWinkler.similarity("".join(sorted(a)), "".join(sorted(b))) >= SIMILAR:
        return 6, "similar_name"
    if a[-1] == b[-1] and (a[0].startswith(b[0]) or b[0].startswith(a[0])):
        return 5, "short_first_name"
    return 1, "different_names"


def _with_one_word(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[int, str]:
    """One of the two names is a single word."""
    (word,), words = (a, b) if len(a) == 1 else (b, a)
    if word in words:
        return 5, "one_word_of_name"
    if word in full(words):
        return 5, "name_in_one_word"
    return (4, "name_shortened") if word in short(words) else (2, "other_words")


def _texts(one: Profile, other: Profile) -> Iterator[tuple[str, str]]:
    """Handles and local parts against each other."""
    both = {kind: (a, b) for kind, a, b in (
        ("handles", one.handle, other.handle), ("handle_local", one.handle, other.local),
        ("handle_local", one.local, other.handle), ("locals", one.local, other.local),
    ) if a and b and a == b}  # fmt: skip
    names = [*one.names, *other.names]
    for kind, (text, _same) in both.items():
        if any(text in full(words) or text in words for words in names) and len(text) < 16:
            grade = "named"
        elif any(text in short(words) for words in names):
            grade = "short"
        else:
            grade = "own" if len(text) > SHORT_TEXT or any(char.isdigit() for char in text) else "brief"
        yield f"same_{kind}_{grade}", text
    if not both:
        yield from _near_texts(one, other)


def _near_texts(one: Profile, other: Profile) -> Iterator[tuple[str, str]]:
    pairs = [(a, b) for a in (one.handle, one.local) for b in (other.handle, other.local) if a and b]
    stems = [(a.strip("0123456789"), b.strip("0123456789")) for a, b in pairs]
    words = [(a, b) for a in (one.handle_words, one.local_words) for b in (other.handle_words, other.local_words)]
    if any(a == b and len(a) >= SHORT_TEXT for a, b in stems):
        yield "same_stem", next(a for a, b in stems if a == b)
    elif shared := {w for a, b in words for w in set(a) & set(b) if len(w) >= SHORT_TEXT}:
        yield "shared_part", min(shared)
    elif any(a in full(w) for a, w in _crossed(one, other)):
        yield "words_joined", next(a for a, w in _crossed(one, other) if a in full(w))
    elif any(min(len(a), len(b)) > SHORT_TEXT and JaroWinkler.similarity(a, b) >= SIMILAR for a, b in pairs):
        yield "similar_text", next(a for a, b in pairs if JaroWinkler.similarity(a, b) >= SIMILAR)


def _crossed(one: Profile, other: Profile) -> list[tuple[str, tuple[str, ...]]]:
    found = [
        (a, w) for a in (one.handle, one.local) for w in (other.handle_words, other.local_words) if a and len(w) > 1
    ]
    return found + [
        (b, w) for b in (other.handle, other.local) for w in (one.handle_words, one.local_words) if b and len(w) > 1
    ]


def _spelled(one: Profile, other: Profile) -> Iterator[tuple[str, str]]:
    """The name of one against handle and local part of the other."""
    best = (0, "", "")
    for named, texts in ((one, other), (other, one)):
        if texts.names and named.names and len(texts.names[0]) > 1:
            continue  # both have names: comparing those says more
        for kind, text, parts in (
            ("handle", texts.handle, texts.handle_words),
            ("local", texts.local, texts.local_words),
        ):
            for words in named.names:
                best = max(best, _spelling(kind, text, parts, words))
    if best[0]:
        yield best[1], best[2]


def _spelling(kind: str, text: str, parts: tuple[str, ...], words: tuple[str, ...]) -> tuple[int, str, str]:
    if not text or not words:
        return 0, "", ""
    if len(words) == 1:
        return (8, f"{kind}_is_word", text) if words[0] == text and len(text) >= SHORT_TEXT else (0, "", "")
    grade, how = _spells(text, parts, words)
    return grade, f"{kind}_{how}", text


def _spells(text: str, parts: tuple[str, ...], words: tuple[str, ...]) -> tuple[int, str]:
    """How a handle or local part spells a full name, the strongest first; (0, "") when it does not."""
    stem, whole, cut = text.strip("0123456789"), full(words), short(words)
    long_parts = {part for part in parts if len(part) >= SHORT_TEXT}
    ladder = (
        (9, "is_name", text in whole or stem in whole or (len(parts) > 1 and bool(full(parts) & whole))),
        (7, "is_short_name", text in cut and len(text) >= SHORT_TEXT),
        (5, "is_initials", text in cut),
        (6, "has_short_name", stem in cut or (bool(parts) and parts[0] in cut and parts[0] in long_parts)),
        (6, "begins_with_name", any(len(name) > 6 and text.startswith(name) for name in whole)),
        (4, "is_word_of_name", len(stem) >= SHORT_TEXT and stem in words),
        (3, "has_word_of_name", bool(long_parts & set(words))),
    )
    return next(((grade, how) for grade, how, holds in ladder if holds), (0, ""))


def _is_name(label: str, profile: Profile) -> bool:
    texts = {profile.handle, profile.local} - {""}
    return len(label) >= SHORT_TEXT and (label in texts or any(label in full(w) and len(w) > 1 for w in profile.names))
