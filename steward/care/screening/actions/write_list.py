"""Make a word list, change its words or settings, remove it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from steward.care.clauses.public import REASONS
from steward.care.screening.actions.hold import renew
from steward.care.screening.engine.grammar import lists_in
from steward.care.screening.errors import key_taken
from steward.care.screening.events import WordListChanged
from steward.care.screening.models import Rule, Word, WordList
from steward.care.screening.rules import MANAGE, slug
from steward.foundation.journal.public import decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed

#: A list is not longer than this.
MOST_WORDS = 100_000
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class ReadWords:
    """A file of words: those that can be used, and the lines that cannot, with what is wrong."""

    words: tuple[str, ...]
    bad: tuple[tuple[int, str, str], ...]  # (number of the line, the line, what is wrong)


def read_words(text: str) -> ReadWords:
    """One word for each line; what follows # and empty lines are left out, twins counted once."""
    words: dict[str, None] = {}
    bad = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        word = line.strip()
        if not word or word.startswith("#"):
            continue
        if len(word) > _LONGEST:
            bad.append((number, word[:60] + "…", _("Longer than 200 characters. Use a pattern in the rule.")))
        elif any(not one.isprintable() for one in word):
            bad.append((number, repr(word)[1:-1][:60], _("It has signs that cannot be seen. Write it again by hand.")))
        elif not any(one.isalnum() for one in word):
            bad.append((number, word[:60], _("Only punctuation. Write a word.")))
        else:
            words[word] = None
    return ReadWords(tuple(words), tuple(bad))


@transaction.atomic
def write_list(
    *, actor: Viewer, name: str, list_id: int | None = None, key: str = "", code: str = "", allow: bool = False,
    pinyin: bool = False, whole_words: bool = True, words: Sequence[str] | None = None,
) -> WordList:  # fmt: skip
    """Make a list, or change one's settings and (where given) its words. Raises NotFound, Forbidden, Invalid."""
    require(allowed(actor, MANAGE))
    name = " ".join(name.split())
    if not name or len(name) > 120:
        raise Invalid({"name": _("Give the list a name of at most 120 characters.")})
    if code and code not in REASONS:
        raise Invalid({"code": _("There is no such reason.")})
    if words is not None and len(words) > MOST_WORDS:
        raise Invalid({"words": _("A list has at most 100,000 words. Make two of it.")})
    fields: dict[str, Any] = {
        "name": name, "code": code, "allow": allow, "pinyin": pinyin, "whole_words": whole_words,
        "changed_at": clock.now(),
    }  # fmt: skip
    row = _row(list_id, key, fields)
    if words is not None:
        _put(row, words)
    _changed(actor, row)
    return row


@transaction.atomic
def change_words(*, actor: Viewer, list_id: int, add: Iterable[str] = (), remove: Iterable[str] = ()) -> WordList:
    """Add words to a list and take words out. Raises NotFound, Forbidden, Invalid."""
    require(allowed(actor, MANAGE))
    row = _locked(list_id)
    read = read_words("\n".join(add))
    if read.bad:
        raise Invalid({"words": f"{read.bad[0][1]}: {read.bad[0][2]}"})
    gone = Word.objects.filter(list=row, text__in=list(remove)).delete()[0]
    before = row.words.count()
    Word.objects.bulk_create([Word(list=row, text=word) for word in read.words], ignore_conflicts=True)
    if gone or row.words.count() != before:
        row.version += 1
        row.changed_at = clock.now()
        row.save(update_fields=["version", "changed_at"])
        _changed(actor, row)
    return row


@transaction.atomic
def remove_list(*, actor: Viewer, list_id: int) -> None:
    """Delete a list that no rule asks any more. Raises NotFound, Forbidden, Invalid."""
    require(allowed(actor, MANAGE))
    row = _locked(list_id)
    _asked_by_none(row)
    key = row.key
    row.delete()
    renew()
    decide(kind="screening.remove_list", subject=f"word_list:{key}", account_id=actor.account_id)
    publish(WordListChanged(key, 0), actor=actor.name)


def _asked_by_none(row: WordList) -> None:
    users = [rule.name for rule in Rule.objects.filter(removed_at=None) if row.key in lists_in(rule.condition)]
    if users:
        raise Invalid(_("The rule “%(rule)s” asks this list. Change the rule first.") % {"rule": users[0]})


def _row(list_id: int | None, key: str, fields: dict[str, Any]) -> WordList:
    if list_id is not None:
        row = _locked(list_id)
        if fields["allow"] and not row.allow:
            _asked_by_none(row)
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        return row
    taken = set(WordList.objects.values_list("key", flat=True))
    key = key[:60] or slug(fields["name"], "list", taken)
    try:
        with transaction.atomic():
            return WordList.objects.create(key=key, **fields)
    except IntegrityError as problem:
        raise key_taken(key) from problem


def _locked(list_id: int) -> WordList:
    row = WordList.objects.select_for_update().filter(pk=list_id).first()
    if row is None:
        raise NotFound
    return row


def _put(row: WordList, words: Sequence[str]) -> None:
    """Exactly these words, in their order for new ones."""
    wanted = dict.fromkeys(words)
    have = dict(row.words.values_list("text", "pk"))
    gone = [pk for text, pk in have.items() if text not in wanted]
    for at in range(0, len(gone), 500):
        Word.objects.filter(pk__in=gone[at : at + 500]).delete()
    Word.objects.bulk_create([Word(list=row, text=word) for word in wanted if word not in have], batch_size=1000)


def _changed(actor: Viewer, row: WordList) -> None:
    renew()
    decide(
        kind="screening.write_list", subject=f"word_list:{row.key}", account_id=actor.account_id,
        version=f"v{row.version}", evidence={"words": row.words.count()},
    )  # fmt: skip
    publish(WordListChanged(row.key, row.version), actor=actor.name)
