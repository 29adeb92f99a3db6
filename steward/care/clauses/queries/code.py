"""The code, read exactly and cheaply: each process keeps its editions as long as the community's stamp stands.

Publishing an edition renews that stamp, which every page looks at anyway: within a request nothing here asks the
database again. That an edition begins to bind is a matter of the clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from steward.care.clauses.models import Edition, Entry, Wording
from steward.care.clauses.records import ClauseNow, Code, EditionHead, Example
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound
from steward.people.community.public import community


@dataclass(frozen=True, slots=True)
class _Kept:
    """What this process knows: all editions, the newest first, and the clauses of those it was asked for."""

    stamp: str
    editions: tuple[EditionHead, ...] = ()
    codes: dict[int, Code] = field(default_factory=dict)


#: Replaced as a whole when the stamp is another, so threads need no lock.
_kept = _Kept("")
#: Codes a process keeps; older editions are read rarely.
_MOST_CODES = 8


def _current() -> _Kept:
    global _kept  # noqa: PLW0603 — one value for the process
    stamp = community().stamp
    if not stamp:
        return _Kept("")
    kept = _kept
    if kept.stamp != stamp:
        _kept = kept = _Kept(stamp, _heads())
    return kept


def _heads() -> tuple[EditionHead, ...]:
    rows = Edition.objects.select_related("by").order_by("-number")
    return tuple(
        EditionHead(
            row.number, row.published_at, row.binds_at, row.material, row.notes, row.by.display_name if row.by else ""
        )
        for row in rows
    )


def editions() -> tuple[EditionHead, ...]:
    """Every edition, the newest first."""
    return _current().editions


def code_now() -> Code:
    """The edition that binds today; `Code()` with the number 0 while there is none.

    One query for the community's stamp outside a request, none within; two more when that is new.
    """
    now, kept = clock.now(), _current()
    head = next((head for head in kept.editions if head.binds_at <= now), None)
    return _code(kept, head) if head else Code()


def code_coming() -> Code | None:
    """The newest edition when it does not bind yet."""
    kept = _current()
    head = next(iter(kept.editions), None)
    return _code(kept, head) if head and head.binds_at > clock.now() else None


def code_of(number: int) -> Code:
    """One edition with its clauses. Raises NotFound."""
    kept = _current()
    head = next((head for head in kept.editions if head.number == number), None)
    if head is None:
        raise NotFound
    return _code(kept, head)


def _code(kept: _Kept, head: EditionHead) -> Code:
    if head.number in kept.codes:
        return kept.codes[head.number]
    entries = Entry.objects.filter(edition__number=head.number).select_related("wording__clause").order_by("place")
    clauses = tuple(as_clause(entry.wording) for entry in entries)
    code = Code(head.number, head.published_at, head.binds_at, head.material, head.notes, clauses)
    while len(kept.codes) >= _MOST_CODES:
        kept.codes.pop(next(iter(kept.codes)), None)
    kept.codes[head.number] = code
    return code


def as_clause(wording: Wording) -> ClauseNow:
    """A wording with its clause loaded, as other rooms read it."""
    return ClauseNow(
        clause_id=wording.clause_id,
        key=wording.clause.key,
        reason=wording.clause.reason,
        wording_id=wording.pk,
        version=wording.version,
        titles=wording.titles,
        texts=wording.texts,
        examples=tuple(Example(one["language"], bool(one["fine"]), one["text"]) for one in wording.examples),
        severity=wording.severity,
        least=wording.least,
        most=wording.most,
    )


def clause_now(key: str) -> ClauseNow | None:
    """The clause as it binds today, None where the code in force has none of that key."""
    return code_now().clause(key)


def clause_for(reason_code: str) -> ClauseNow | None:
    """The first clause in force with this reason."""
    return next((one for one in code_now().clauses if one.reason == reason_code), None)


def wording_of(key: str, version: int) -> ClauseNow:
    """A published wording of a clause, whatever the code says today. Raises NotFound."""
    found = wordings_of([(key, version)]).get((key, version))
    if found is None:
        raise NotFound
    return found


def wordings_of(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], ClauseNow]:
    """Published wordings by (key, version); unknown ones are left out. One query, none when the code in force has all.

    Once published a wording never changes, so the copy in the code serves as well.
    """
    pairs = set(wanted)
    found = {(one.key, one.version): one for one in code_now().clauses if (one.key, one.version) in pairs}
    if missing := pairs - found.keys():
        rows = Wording.objects.exclude(published_at=None).select_related("clause")
        for row in rows.filter(clause__key__in={key for key, _version in missing}):
            if (row.clause.key, row.version) in missing:
                found[row.clause.key, row.version] = as_clause(row)
    return found


def asked_now() -> int:
    """The edition everybody has to have accepted by now: the newest material one that binds; 0 for none."""
    now = clock.now()
    return next((head.number for head in editions() if head.material and head.binds_at <= now), 0)


def offered_now() -> int:
    """The edition that is accepted from now on: the newest, though it may not bind yet; 0 for none."""
    return next((head.number for head in editions()), 0)
