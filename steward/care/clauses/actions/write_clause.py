"""Write a clause, change what the next edition says in it."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max

from steward.care.clauses.enums import MANAGE, SEQUENCE
from steward.care.clauses.errors import key_taken, reason_is_fixed
from steward.care.clauses.events import ClauseChanged
from steward.care.clauses.models import Clause, Wording
from steward.care.clauses.records import Example, Words
from steward.care.clauses.rules import clean_key, clean_reason, clean_words
from steward.foundation.journal.public import allocate, decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed

_T = TypeVar("_T")


@transaction.atomic
def write_clause(*, actor: Viewer, key: str, reason: str, words: Words) -> Clause:
    """Add a clause to the draft of the next edition, as the last one. Raises Forbidden, Invalid."""
    require(allowed(actor, MANAGE))
    hold()
    key, reason, words = _all_clean(key, reason, words)
    if Clause.objects.filter(key=key).exists():
        raise key_taken()
    clause = add(actor, key, reason, words)
    decide(kind="clauses.write", subject=f"clause:{clause.pk}", account_id=actor.account_id, evidence={"key": key})
    publish(ClauseChanged(clause.pk, clause.key, "written"), actor=actor.name)
    return clause


@transaction.atomic
def change_clause(*, actor: Viewer, clause_id: int, words: Words, reason: str = "") -> Clause:
    """Say something else in the draft of the next edition; what is published stays as it is.

    Words equal to the published ones take the draft away. `reason` ("" leaves it) can change until the clause is
    published for the first time. Raises Forbidden, NotFound, Invalid.
    """
    require(allowed(actor, MANAGE))
    hold()
    clause = clause_of(clause_id)
    clean = clean_words(words)
    if reason and clean_reason(reason) != clause.reason:
        if clause.wordings.exclude(published_at=None).exists():
            raise reason_is_fixed()
        clause.reason = reason
        clause.save(update_fields=["reason"])
    old, new = _redraft(actor, clause, clean)
    decide(
        kind="clauses.change", subject=f"clause:{clause.pk}", account_id=actor.account_id,
        evidence={"old": old, "new": new},
    )  # fmt: skip
    publish(ClauseChanged(clause.pk, clause.key, "changed"), actor=actor.name)
    return clause


def hold() -> None:
    """Wait for whoever changes the code at this moment; first thing in every action of the room."""
    allocate(SEQUENCE)


def clause_of(clause_id: int) -> Clause:
    """The clause. Raises NotFound."""
    clause = Clause.objects.filter(pk=clause_id).first()
    if clause is None:
        raise NotFound
    return clause


def add(actor: Viewer, key: str, reason: str, words: Words) -> Clause:
    """Write the rows of a new clause; part of founding a code as well."""
    now = clock.now()
    clause = Clause.objects.create(key=key, reason=reason, order=_last_place() + 1, made_at=now)
    Wording.objects.create(clause=clause, version=1, written_at=now, by_id=actor.account_id, **kept(words))
    return clause


def _last_place() -> int:
    return int(Clause.objects.aggregate(last=Max("order"))["last"] or 0)


def kept(words: Words) -> dict[str, Any]:
    """The words as fields of a wording."""
    return {
        "titles": dict(words.titles),
        "texts": dict(words.texts),
        "examples": [{"language": one.language, "fine": one.fine, "text": one.text} for one in words.examples],
        "severity": words.severity,
        "least": words.least,
        "most": words.most,
    }


def words_of(wording: Wording) -> Words:
    """The words of a wording, to be changed and handed back."""
    examples = tuple(Example(one["language"], bool(one["fine"]), one["text"]) for one in wording.examples)
    return Words(wording.titles, wording.texts, examples, wording.severity, wording.least, wording.most)


def _all_clean(key: str, reason: str, words: Words) -> tuple[str, str, Words]:
    """Key, reason and words as they are kept. Raises Invalid with every field that will not do."""
    wrong: dict[str, str] = {}

    def tried(clean: Callable[[_T], _T], value: _T) -> _T:
        try:
            return clean(value)
        except Invalid as problem:
            wrong.update(problem.errors)
            return value

    found = tried(clean_key, key), tried(clean_reason, reason), tried(clean_words, words)
    if wrong:
        raise Invalid(wrong)
    return found


def _redraft(actor: Viewer, clause: Clause, words: Words) -> tuple[dict[str, Any], dict[str, Any]]:
    """Put the words into the draft; returns what the clause said before and says now."""
    latest = clause.wordings.order_by("-version").first()
    assert latest is not None
    old, new = kept(words_of(latest)), kept(words)
    if latest.published_at is not None:
        if old != new:
            Wording.objects.create(
                clause=clause, version=latest.version + 1, written_at=clock.now(), by_id=actor.account_id, **new
            )
        return old, new
    published = clause.wordings.filter(version=latest.version - 1).first()
    if published is not None and kept(words_of(published)) == new:
        latest.delete()
        return old, new
    for name, value in new.items():
        setattr(latest, name, value)
    latest.written_at, latest.by_id = clock.now(), actor.account_id
    latest.save()
    return old, new
