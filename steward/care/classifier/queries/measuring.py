"""How good a version is on the decisions kept back."""

from typing import TYPE_CHECKING, Any

from steward.care.classifier.models import Example, Version
from steward.care.classifier.queries.version import scorer_in_use, scorer_of, setup

if TYPE_CHECKING:
    from steward.care.classifier.engine.scoring import Scorer


def measured(version: Version) -> dict[str, Any]:
    """The version's curves and reliability on decisions it had not seen, and how the one in use did on the same.

    {"held": 212, "labels": {"ad": {"curve": [[threshold, right, wrong, missed], …], "bins": [[low, size, said, so],
    …]}}, "before": {"version": "v2", "labels": {"ad": [right, wrong, missed]}}}. The latter at its own thresholds.
    """
    rows = list(Example.objects.filter(held_out=True).order_by("pk").values_list("text", "label"))
    texts, truth = [text for text, _label in rows], [label for _text, label in rows]
    scorer, before = scorer_of(version, setup().target), scorer_in_use()
    wanted = sorted({*version.curves, *truth} - {""})
    labels = _labels(scorer, texts, truth, wanted) if rows else {}
    rival = _tallies(before, texts, truth, wanted) if rows else {}
    return {"held": len(rows), "labels": labels, "before": {"version": before.version, "labels": rival}}


def _labels(scorer: "Scorer", texts: list[str], truth: list[str], wanted: list[str]) -> dict[str, Any]:
    from steward.care.classifier.engine.quality import curves, reliability

    names = [label for label in wanted if label in scorer.labels]
    chances = scorer.chances(texts)[:, [scorer.labels.index(label) for label in names]]
    points = curves(names, chances, truth)
    found: dict[str, Any] = {}
    for column, label in enumerate(names):
        bins = reliability(chances[:, column], [one == label for one in truth])
        found[label] = {
            "curve": points[label],
            "bins": [[one.low, one.size, one.said, one.so.hits] for one in bins],
        }
    return found


def _tallies(scorer: "Scorer", texts: list[str], truth: list[str], wanted: list[str]) -> dict[str, list[int]]:
    from steward.care.classifier.engine.quality import tally

    chances, found = scorer.chances(texts), {}
    for label in wanted:
        is_so = [one == label for one in truth]
        least = scorer.threshold(label)
        column = chances[:, scorer.labels.index(label)] if label in scorer.labels else None
        if column is None or least is None:
            found[label] = [0, 0, sum(is_so)]
        else:
            one = tally(column, is_so, least)
            found[label] = [one.right, one.wrong, one.missed]
    return found
