"""Why a text scores as it does, in words of the text."""

from collections.abc import Iterable

import numpy as np

from steward.care.classifier.engine.grams import Grams
from steward.care.classifier.engine.linear import Linear

Reasons = list[tuple[str, float]]

#: Words shown, and the least they add to the log-odds.
MOST, _WORTH = 6, 0.05
#: Features looked at more closely.
_CLOSER = 60


def readable(found: Grams, model: Linear, number: int, label: int) -> Reasons:
    """Pieces of one text with what they add to the log-odds, together with every smaller feature inside them.

    A single Chinese character says little to a reader, so a piece takes in what stands inside it, and pieces shown do
    not overlap. Each feature counts where it stands first.
    """
    span, parts = found.span(number), model.parts(found, number, label)
    start = found.start[span]
    end = start + found.length[span]
    close = np.argsort(-parts, kind="stable")[:_CLOSER]
    inside = (start[None, :] >= start[close, None]) & (end[None, :] <= end[close, None])
    sums = inside @ parts
    taken: list[tuple[int, int]] = []
    kept: Reasons = []
    # A longer piece has to add something for its length, or it would only carry a neighbour along.
    for place in np.argsort(-sums / np.sqrt((end - start)[close]), kind="stable"):
        left, right = int(start[close[place]]), int(end[close[place]])
        if len(kept) < MOST * 2 and not any(left < until and since < right for since, until in taken):
            taken.append((left, right))
            kept.append((found.words(span.start + int(close[place])), float(sums[place])))
    return kept


def strongest(found: Iterable[tuple[str, float]]) -> Reasons:
    """The strongest few, none of them a part of a stronger one."""
    kept: Reasons = []
    for words, weight in sorted(found, key=lambda pair: (-pair[1], pair[0])):
        if weight < _WORTH or len(kept) == MOST:
            break
        if not any(words in other or other in words for other, _weight in kept):
            kept.append((words, weight))
    return kept
