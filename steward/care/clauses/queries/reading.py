"""The code as members read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import get_language

from steward.care.clauses.enums import KEY
from steward.care.clauses.models import Wording
from steward.care.clauses.queries.code import as_clause, code_coming, code_now, code_of, editions, offered_now
from steward.care.clauses.queries.draft import versions_of
from steward.care.clauses.records import ClauseNow, ClausePanel, Code, EditionHead
from steward.care.clauses.rules import ClauseChange, changes, compared, html_of, reordered, shown_range
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import NotFound
from steward.people.access.public import Viewer
from steward.people.joining.public import Acceptance

#: Differences between wordings shown on the page of a clause; older ones are reached through editions.
MOST_VERSIONS = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A clause as it is drawn: its number in the edition, in the language the reader gets."""

    number: int
    clause: ClauseNow
    html: str
    language: str
    is_foreign: bool  # the reader's language is another one
    range: str

    @property
    def fine(self) -> list[str]:
        """Examples of what is fine."""
        return [one.text for one in self.clause.examples_for() if one.fine]

    @property
    def broken(self) -> list[str]:
        """Examples of what breaks the clause."""
        return [one.text for one in self.clause.examples_for() if not one.fine]


def shown(clause: ClauseNow, number: int = 0) -> Shown:
    """The clause for a reader of the language in use."""
    language = clause.language()
    foreign = language != (get_language() or "")
    return Shown(number, clause, html_of(clause.text()), language, foreign, shown_range(clause))


@dataclass(frozen=True, slots=True)
class CodePage:
    """The page of the code: one edition, what binds, what is coming, what the reader has accepted (None: not asked)."""

    code: Code
    clauses: Sequence[Shown]
    now: Code
    coming: Code | None
    editions: Sequence[EditionHead]
    accepted: int | None

    @property
    def must_accept(self) -> bool:
        """Whether an edition that everybody accepts was not accepted by the reader, though it may not bind yet."""
        asked = next((head.number for head in self.editions if head.material), 0)
        return self.accepted is not None and self.accepted < asked


def code_page(viewer: Viewer, wanted: str = "") -> CodePage:
    """The code in force, or the edition of that number; the coming one while none binds yet. Raises NotFound."""
    now, coming = code_now(), code_coming()
    code = _edition(wanted) if wanted else now if now.number else coming or now
    numbered = [shown(clause, number) for number, clause in enumerate(code.clauses, start=1)]
    return CodePage(code, numbered, now, coming, editions(), accepted_by(viewer))


def accepted_by(viewer: Viewer) -> int | None:
    """The newest edition the viewer accepted, 0 for none; None for who has no account, or where there is no code."""
    if viewer.account_id is None or not offered_now():
        return None
    own = Acceptance.objects.filter(account=viewer.account_id, key=KEY).order_by("-version")
    return own.values_list("version", flat=True).first() or 0


def _edition(wanted: str) -> Code:
    if not wanted.isdecimal() or len(wanted) > 6:
        raise NotFound
    return code_of(int(wanted))


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What one edition changed against the one before."""

    code: Code
    before: Code
    changes: Sequence[ClauseChange]
    is_reordered: bool
    editions: Sequence[EditionHead]


def changes_page(wanted: str = "") -> ChangesPage:
    """What the newest edition changed, or the one of that number. Raises NotFound."""
    code = _edition(wanted or str(offered_now()))
    before = code_of(code.number - 1) if code.number > 1 else Code()
    turned = reordered([one.key for one in before.clauses], [one.key for one in code.clauses])
    return ChangesPage(code, before, changes(before.clauses, code.clauses), turned, editions())


@dataclass(frozen=True, slots=True)
class Version:
    """A published wording of a clause with what it changed; None for the first one."""

    wording: Wording
    change: ClauseChange | None


@dataclass(frozen=True, slots=True)
class ClausePage:
    """The page of a clause: as it binds, as it will, or as it last was."""

    shown: Shown
    binds: bool
    coming: ClauseNow | None
    versions: Sequence[Version]


def clause_page(key: str, wanted: str = "") -> ClausePage:
    """A clause that was published, though it may be dropped; `wanted` chooses a version. Raises NotFound."""
    rows = versions_of(key)
    now, coming = code_now(), code_coming()
    binding = now.clause(key)
    if wanted:
        clause = next((as_clause(row) for row in rows if str(row.version) == wanted), None)
    else:
        clause = binding or (as_clause(rows[0]) if rows else None)
    if clause is None:
        raise NotFound
    number = next((place for place, one in enumerate(now.clauses, start=1) if one.key == key), 0)
    return ClausePage(
        shown=shown(clause, number),
        binds=binding is not None and binding.wording_id == clause.wording_id,
        coming=coming.clause(key) if coming else None,
        versions=_versions(rows),
    )


def _versions(rows: Sequence[Wording]) -> list[Version]:
    recent = rows[: MOST_VERSIONS + 1]
    found = [Version(new, compared(as_clause(old), as_clause(new))) for new, old in pairwise(recent)]
    return found + [Version(row, None) for row in recent[-1:] if row.version == rows[-1].version]


def panels_of(viewer: Viewer, key: str) -> list[tuple[ClausePanel, dict[str, Any]]]:
    """What other rooms show about the clause, in order, each with its template's context."""
    panels: list[ClausePanel] = sorted(items("clause-panels"), key=lambda panel: panel.order)
    built = ((panel, panel.build(viewer, key)) for panel in panels)
    return [(panel, context) for panel, context in built if context is not None]
