"""Why two identities may be one person, in sentences a team mate can check."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from steward.people.members.identity.compare import observe
from steward.people.members.identity.normalise import Facts, profile
from steward.people.members.models import Identity

SENTENCES: dict[str, Any] = {
    "verified_address": _("Both have the same address, and a service vouches for it."),
    "same_account": _("It is the same account of the same service."),
    "private_address": _("It is the private commit address of that account."),
    "same_address": _("Both give the address %(seen)s; nobody vouches for it."),
    "same_long_name": _("Both are called “%(seen)s”, a name few people share."),
    "same_name": _("Both are called “%(seen)s”."),
    "same_word": _("Both are called “%(seen)s”, one word only."),
    "same_short_word": _("Both are called “%(seen)s”, one short word."),
    "name_order_or_middle": _("The names differ in order or a middle name: “%(seen)s”."),
    "similar_name": _("The names are nearly the same: “%(seen)s”."),
    "short_first_name": _("One first name is short for the other: “%(seen)s”."),
    "name_in_one_word": _("One name is the other written as one word."),
    "one_word_of_name": _("One is called by a single word of the other's name."),
    "name_shortened": _("One name may be short for the other."),
    "different_names": _("The names are different."),
    "other_words": _("One has a name that does not match the other's."),
    "same_handles": _("Both use the handle “%(seen)s”."),
    "same_handle_local": _("“%(seen)s” is the handle of one and stands before the @ of the other."),
    "same_locals": _("“%(seen)s” stands before the @ in both addresses."),
    "same_stem": _("Handles or addresses differ only in figures: “%(seen)s”."),
    "shared_part": _("Handles or addresses share the part “%(seen)s”."),
    "words_joined": _("One writes together what the other writes apart: “%(seen)s”."),
    "similar_text": _("Handles or addresses look alike: “%(seen)s”."),
    "is_name": _("“%(seen)s” spells the other's name."),
    "is_word": _("“%(seen)s” is the other's name."),
    "is_short_name": _("“%(seen)s” shortens the other's name."),
    "is_initials": _("“%(seen)s” may be the other's initials."),
    "has_short_name": _("“%(seen)s” contains a short form of the other's name."),
    "begins_with_name": _("“%(seen)s” begins with the other's name."),
    "is_word_of_name": _("“%(seen)s” matches one word of the other's name."),
    "has_word_of_name": _("“%(seen)s” contains a word of the other's name."),
    "domain_is_name": _("The domain “%(seen)s” is the other's name or handle."),
    "same_domain": _("Both have an address at %(seen)s."),
    "same_link": _("Both profiles link to %(seen)s."),
    "bot_and_person": _("One is a bot, the other is not."),
    "two_accounts": _("Both are accounts of one source: %(seen)s."),
}
AGAINST = frozenset({"different_names", "other_words", "bot_and_person", "two_accounts"})


def facts_of(identity: Identity) -> Facts:
    """The identity as resolution reads it."""
    return Facts(
        identity.pk, identity.realm, identity.account_id, identity.handle, identity.name, identity.email,
        identity.email_verified, identity.url, identity.is_bot, identity.service,
    )  # fmt: skip


def evidence(low: Identity, high: Identity, rules: list[str]) -> list[dict[str, Any]]:
    """The rules as {"text", "against"}, with what is seen now: values are never kept with decisions."""
    seen = observe(profile(facts_of(low)), profile(facts_of(high)))
    return [
        {"text": sentence(rule) % {"seen": seen.get(rule, "…")}, "against": rule in AGAINST}
        for rule in rules
        if sentence(rule)
    ]


def sentence(rule: str) -> str:
    """The sentence of a rule, "" for an unknown one; graded rules share one."""
    if rule in SENTENCES:
        return str(SENTENCES[rule])
    bare = rule.rsplit("_", 1)[0]
    short = rule.partition("_")[2]
    return str(SENTENCES.get(bare) or SENTENCES.get(short) or "")
