"""How likely two identities are one person: a logistic score over observations, after Fellegi and Sunter (1969).

The weights were fitted on 1,294 people with 3,867 accounts (cross-validated by person), except those under `PRIOR`:
that set gives every account of a person the same name, so what it says about names that differ, and about pairs of
named accounts, was not believed. A probability from names alone is capped: two people may have one name.
"""

import math
from collections.abc import Collection, Mapping

from steward.people.members.identity.normalise import Profile
from steward.people.members.identity.spelling import pinyin

VERSION = "members.identity/1"

BASE = 2.55
CROWD_WEIGHT = -2.84  # times the logarithm of the number of identities that share the rarest common key

FITTED: dict[str, float] = {
    "same_long_name": 7.89,
    "same_name": 5.51,
    "handle_is_name": 4.48,
    "same_handle_local_own": 4.36,
    "handle_is_word": 4.07,
    "handle_is_short_name": 3.94,
    "same_handles_own": 3.76,
    "handle_is_word_of_name": 3.36,
    "same_short_word": 3.05,
    "handle_begins_with_name": 2.92,
    "handle_is_initials": 2.91,
    "same_handle_local_brief": 2.82,
    "same_handle_local_short": 2.33,
    "handle_has_short_name": 1.94,
    "domain_is_name": 1.78,
    "same_handle_local_named": 1.34,
    "similar_text": 1.17,
    "same_stem": 0.97,
    "shared_part": 0.96,
    "same_locals_named": 0.71,
}

PRIOR: dict[str, float] = {
    "same_link": 8.0,
    "same_address": 8.0,
    "same_word": 6.0,
    "name_order_or_middle": 2.5,
    "local_is_name": 2.0,
    "local_is_word": 2.0,
    "same_handles_short": 2.0,
    "same_locals_own": 1.5,
    "same_handles_brief": 1.5,
    "short_first_name": 1.5,
    "same_handles_named": 1.2,
    "similar_name": 1.0,
    "name_shortened": 1.0,
    "name_in_one_word": 1.0,
    "local_is_short_name": 1.0,
    "local_begins_with_name": 1.0,
    "same_locals_short": 0.8,
    "local_is_word_of_name": 0.5,
    "one_word_of_name": 0.5,
    "same_locals_brief": 0.5,
    "words_joined": 0.5,
    "local_is_initials": 0.5,
    "local_has_short_name": 0.3,
    "same_domain": 0.3,
    "handle_has_word_of_name": 0.3,
    "local_has_word_of_name": 0.0,
    "two_accounts": -1.0,
    "other_words": -1.5,
    "different_names": -3.0,
    "bot_and_person": -4.0,
}

WEIGHTS: Mapping[str, float] = FITTED | PRIOR

#: The most that names alone can say.
NAMES_ONLY: Mapping[str, float] = {
    "same_long_name": 0.97,
    "same_name": 0.93,
    "name_order_or_middle": 0.8,
    "same_word": 0.75,
    "similar_name": 0.5,
    "name_in_one_word": 0.5,
    "short_first_name": 0.5,
    "same_short_word": 0.4,
    "name_shortened": 0.4,
    "one_word_of_name": 0.3,
}
#: Chinese names of two or three syllables are shared by thousands.
SHORT_CHINESE = 0.8

#: Observations that never make a pair by themselves.
_BACKGROUND = frozenset({"same_domain", "different_names", "other_words", "bot_and_person", "two_accounts"})

_FULL_NAME = frozenset({"same_name", "same_long_name"})


def score(observed: Collection[str], crowd: int, *, chinese: bool = False) -> float:
    """The probability, 0 to 1, given the names of what was observed and the size of the smallest common block.

    `chinese` tells that the name they share reads as a short Chinese one.
    """
    support = set(observed) - _BACKGROUND
    if not support:
        return 0.0
    odds = BASE + CROWD_WEIGHT * math.log(crowd) + sum(WEIGHTS[name] for name in observed)
    probability = 1 / (1 + math.exp(-odds))
    if support <= NAMES_ONLY.keys():
        cap = max(NAMES_ONLY[name] for name in support)
        probability = min(probability, min(cap, SHORT_CHINESE) if chinese else cap)
    return probability


def corroborated(observed: Collection[str], *, chinese: bool) -> bool:
    """Whether two independent kinds of evidence agree: the same full name, and a handle or mail name in common.

    A handle that merely spells the name adds nothing to it unless the name is long; nor does a company: it gives
    two people of one name two addresses.
    """
    seen = set(observed)
    if not seen & _FULL_NAME or seen & {"bot_and_person"}:
        return False
    texts = {name for name in seen if name.startswith(("same_handles_", "same_handle_local_", "same_locals_"))}
    if any(not name.endswith("_named") for name in texts):
        return True
    long = "same_long_name" in seen and not chinese
    return bool(texts and long) or "same_link" in seen


def is_short_chinese(profile: Profile) -> bool:
    """Whether a name reads as a Chinese one of two or three syllables (surname of one, given name of one or two)."""
    return any(len(words) == 2 and all(_is_pinyin(word) for word in words) for words in profile.names)


def _is_pinyin(word: str) -> bool:
    return bool(pinyin(word)) or (len(word) <= 6 and bool(pinyin(word + "a") or pinyin(f"{word}ba")))
