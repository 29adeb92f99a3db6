"""A version's quality as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from steward.care.classifier.engine.tallies import Tally
from steward.care.classifier.models import Version
from steward.care.classifier.queries.version import thresholds
from steward.care.clauses.public import REASONS
from steward.foundation.kernel.chance import Share


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Scores from `low` to a tenth more: what they said on average, and how often it was so."""

    low: float
    said: float | None
    so: Share


@dataclass(frozen=True, slots=True)
class LabelQuality:
    """One label: from how much it was learned, and what proposing it would have done on the decisions kept back.

    `threshold` is None where no threshold was right often enough: the label is never proposed. `before` is how the
    version did that was in use when this one was measured.
    """

    label: str
    name: Any
    learned: int
    threshold: float | None
    tally: Tally
    before: Tally
    curve: tuple[tuple[float, Tally], ...]
    bins: tuple[ReliabilityBin, ...]


def qualities(version: Version, target: float) -> list[LabelQuality]:
    """Every label that was learned or occurs among the decisions kept back, the best known first."""
    chosen = thresholds(version.curves, target)
    found = [_of(version, label, chosen) for label in version.quality.get("labels", {})]
    return sorted(found, key=lambda one: (-one.learned, one.label))


def _of(version: Version, label: str, chosen: dict[str, float | None]) -> LabelQuality:
    kept = version.quality["labels"][label]
    curve = tuple((float(step), Tally(*counts)) for step, *counts in kept["curve"])
    before = version.quality["before"]["labels"].get(label, [0, 0, 0])
    threshold = chosen.get(label)
    missed = curve[0][1].right + curve[0][1].missed
    tally = next((one for step, one in curve if step == threshold), Tally(0, 0, missed))
    return LabelQuality(
        label, REASONS.get(label, label), count(version.learned, label), threshold, tally, Tally(*before), curve,
        tuple(ReliabilityBin(low, said, Share(so, size)) for low, size, said, so in kept["bins"]),
    )  # fmt: skip


def count(counts: dict[str, dict[str, int]], label: str | None = None) -> int:
    """How many decisions of one label there are in {label: {language: n}}; of all without a label."""
    wanted = counts if label is None else {label: counts.get(label, {})}
    return sum(sum(by.values()) for by in wanted.values())


def together(labels: Sequence[LabelQuality]) -> Tally:
    """All labels as one: every proposal counts the same."""
    return Tally(
        sum(one.tally.right for one in labels),
        sum(one.tally.wrong for one in labels),
        sum(one.tally.missed for one in labels),
    )
