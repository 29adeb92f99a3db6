"""Helpers of this room's tests: words of a clause, an edition published."""

from steward.care.clauses.actions.publish_edition import publish_edition
from steward.care.clauses.actions.write_clause import write_clause
from steward.care.clauses.models import Clause, Edition
from steward.care.clauses.records import Example, Words
from steward.people.access.public import SYSTEM


def words(english: str = "Be kind.", chinese: str = "", title: str = "Kindness", **more: object) -> Words:
    """Words in English, and in Chinese where some are given."""
    titles, texts = {"en": title}, {"en": english}
    if chinese:
        titles, texts = titles | {"zh-hans": "友善"}, texts | {"zh-hans": chinese}
    return Words(titles, texts, **more)


def write(key: str = "be-kind", reason: str = "abuse", **more: object) -> Clause:
    """A clause in the draft."""
    return write_clause(actor=SYSTEM, key=key, reason=reason, words=words(**more))


def publish(notice_days: int = 0, *, material: bool = True, **more: object) -> Edition:
    """The draft as an edition, at once."""
    return publish_edition(actor=SYSTEM, notice_days=notice_days, material=material, **more)


def spoken(*examples: tuple[str, bool, str]) -> tuple[Example, ...]:
    """Examples from (language, fine, text)."""
    return tuple(Example(*one) for one in examples)
