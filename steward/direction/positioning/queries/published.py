"""What is published: each process keeps the newest version as long as the community's stamp stands.

Publishing renews that stamp, which every page looks at anyway: within a request nothing here asks the database again.
"""

from dataclasses import dataclass

from steward.direction.positioning.models import Version
from steward.direction.positioning.records import Check, Positioning
from steward.direction.positioning.rules import BoxChange, changes, checks_of
from steward.foundation.kernel.ruling import NotFound
from steward.people.community.public import community


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: str
    newest: Positioning | None = None


#: Replaced as a whole when the stamp is another, so threads need no lock.
_kept = _Kept("")


def positioning_now() -> Positioning | None:
    """The newest published version; None while there is none."""
    global _kept  # noqa: PLW0603 — one value for the process
    stamp = community().stamp
    if not stamp:
        return None
    kept = _kept
    if kept.stamp != stamp:
        row = Version.objects.select_related("by").first()
        _kept = kept = _Kept(stamp, _as_record(row) if row else None)
    return kept.newest


def _as_record(row: Version) -> Positioning:
    by = row.by.display_name if row.by else ""
    return Positioning(row.number, row.words, row.reason, row.published_at, by)


def versions() -> list[Positioning]:
    """Every version, the newest first. One query."""
    return [_as_record(row) for row in Version.objects.select_related("by")]


def version_of(number: int) -> Positioning:
    """One version. Raises NotFound."""
    row = Version.objects.select_related("by").filter(number=number).first()
    if row is None:
        raise NotFound
    return _as_record(row)


def checklist(language: str = "") -> list[Check]:
    """What is published as questions in `language` ("" is the one in use); [] while nothing is."""
    now = positioning_now()
    return checks_of(now.words, language) if now else []


@dataclass(frozen=True, slots=True)
class PositioningPage:
    """A version with what it changed (nothing for the first) and all there are."""

    shown: Positioning
    newest: int
    changes: list[BoxChange]
    versions: list[Positioning]


def positioning_page(wanted: str = "") -> PositioningPage | None:
    """The newest version, or that of the number; None while there is none. Raises NotFound."""
    every = versions()
    if wanted:
        shown = next((one for one in every if str(one.version) == wanted), None)
        if shown is None:
            raise NotFound
    elif not every:
        return None
    else:
        shown = every[0]
    before = next((one for one in every if one.version == shown.version - 1), None)
    return PositioningPage(shown, every[0].version, changes(before.words, shown.words) if before else [], every)
