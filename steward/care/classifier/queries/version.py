"""The version in use, kept in the process that scores."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Subquery

from steward.care.classifier.engine.tallies import Tally, threshold_for
from steward.care.classifier.enums import State
from steward.care.classifier.models import Setup, Version
from steward.care.classifier.records import Score

if TYPE_CHECKING:
    from steward.care.classifier.engine.scoring import Scorer

#: Whoever has set nothing gets these.
TARGET = Setup._meta.get_field("target").default  # noqa: SLF001 — the field's default is public, `_meta` is Django's name

Key = tuple[int, datetime, float]
#: The scorer of one version at one target. Replaced as a whole, so that threads need no lock.
_kept: "tuple[Key, Scorer] | None" = None


def setup() -> Setup:
    """How the classifier is set; unsaved defaults before the first change."""
    return Setup.objects.filter(pk=1).first() or Setup(pk=1)


def _used() -> Key | None:
    """The version in use, when it was made, and the target set, in one query; None for the cold start."""
    rows = Version.objects.filter(state=State.USED)
    row = rows.values_list("number", "made_at", Subquery(Setup.objects.values("target")[:1])).first()
    return (row[0], row[1], row[2] or TARGET) if row else None


def version_in_use() -> str:
    """Its name: "v3", or "lexicon-1" for the built-in words while no version is in use."""
    from steward.care.classifier.engine.lexicon import VERSION

    used = _used()
    return f"v{used[0]}" if used else VERSION


def score(texts: Sequence[str], *, explained: bool = True) -> list[Score]:
    """What the version in use says of each text; one query. Without reasons it is several times faster.

    It only proposes: nobody may act on a score without a person.
    """
    return scorer_in_use().score(texts, explained=explained)


def scorer_in_use() -> "Scorer":
    """The version in use, ready to score; loaded once in a process."""
    from steward.care.classifier.engine.scoring import Scorer

    global _kept  # noqa: PLW0603 — one version in a process, replaced when another is used
    key = _used()
    if key is None:
        return Scorer()
    kept = _kept
    if kept is None or kept[0] != key:
        row = Version.objects.filter(number=key[0]).first()
        if row is None:
            return Scorer()
        kept = _kept = (key, scorer_of(row, key[2]))
    return kept[1]


def scorer_of(version: Version, target: float) -> "Scorer":
    """A version, ready to score, with the thresholds the target asks for."""
    from steward.care.classifier.engine.linear import unpack
    from steward.care.classifier.engine.scoring import Scorer

    return Scorer(str(version), unpack(bytes(version.model)), thresholds(version.curves, target))


def thresholds(curves: dict[str, list[list[Any]]], target: float) -> dict[str, float | None]:
    """The threshold of each label, chosen on texts its model had not seen; None where no threshold was right enough."""
    return {
        label: threshold_for([(step, Tally(*counts)) for step, *counts in points], target)
        for label, points in curves.items()
    }
