"""Learning from decided texts. Imports scikit-learn when called: 95 MB and two seconds a web process never pays."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from steward.care.classifier.engine.grams import SIZE, Grams, Whole, grams
from steward.care.classifier.engine.linear import Linear, Real, logistic

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

#: Fewer decisions of a label, or of all others, teach nothing.
LEAST = 8
#: Texts are dealt into so many parts; each is scored by what learned from the others.
FOLDS = 5
#: How little the weights are held back (liblinear's C), and how much every feature counts whatever its ratio. Measured
#: on 300 and 1,500 decisions of COLD: 1.5 and 1.9 points of F1 better than without the ratio; the same on SMS Spam.
FREEDOM, EVENNESS = 10.0, 0.5

Report = Callable[[int, int], None]


def trainable(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels there are enough decisions of, and enough others against them."""
    counts = {label: labels.count(label) for label in set(labels) - {""}}
    enough = (label for label, count in counts.items() if count >= LEAST and len(labels) - count >= LEAST)
    return tuple(sorted(enough))


def fit(texts: Sequence[str], labels: Sequence[str], report: Report) -> tuple[Linear, Real]:
    """A model of every trainable label, and for each text (rows) and label (columns) its out-of-fold probability.

    The latter come from models that had not seen the text: what calibrates, and what proposal thresholds are chosen
    by. `report(done, total)` is called between the steps. Raises ValueError when no label is trainable.
    """
    names = trainable(labels)
    if not names:
        raise ValueError("no label with enough decisions")
    found = grams(texts)
    used, columns = np.unique(found.place, return_inverse=True)
    rows, folds = _matrix(found, columns, len(used)), _folds(found)
    lines, out = [], []
    for number, name in enumerate(names):
        truth = np.array([label == name for label in labels])
        unseen = _unseen(rows, truth, folds)
        slope, offset = platt(unseen, truth)
        lines.append((*_line(rows, truth), slope, offset, int(truth.sum())))
        out.append(logistic(slope * unseen + offset))
        report(number + 1, len(names))
    learned, bias, slopes, offsets, support = (np.array(values) for values in zip(*lines, strict=True))
    weights = np.zeros((SIZE, len(names)), np.float32)
    weights[used] = learned.T
    return Linear(names, weights, bias, slopes, offsets, support), np.column_stack(out)


def _matrix(found: Grams, columns: Whole, width: int) -> "csr_matrix":
    """Texts × places with a feature: the solver's time grows with the width, used or not."""
    from scipy.sparse import csr_matrix

    ends = np.concatenate(([0], np.cumsum(found.counts)))
    return csr_matrix((found.weight, columns, ends), shape=(len(found.folded), width))


def _folds(found: Grams) -> NDArray[np.int64]:
    """Equal texts fall into one fold: none is scored by what learned from its copy."""
    return np.array([crc32(text.encode("utf-8", "replace")) % FOLDS for text in found.folded])


def _line(rows: Any, truth: NDArray[np.bool_]) -> tuple[Real, float]:
    """Weights and bias of one label: logistic regression on features stretched by their naive Bayes ratio.

    Wang and Manning 2012 (NBSVM): what stands in decisions of one side only is believed sooner, which counts most
    while there are few. A constant keeps every feature in play.
    """
    from sklearn.linear_model import LogisticRegression

    stretch = _ratio(rows, truth) + EVENNESS
    model = LogisticRegression(C=FREEDOM, solver="liblinear", random_state=0, max_iter=300)
    model.fit(rows.multiply(stretch).tocsr(), truth)
    return model.coef_[0] * stretch, float(model.intercept_[0])


def _ratio(rows: Any, truth: NDArray[np.bool_]) -> Real:
    """|log of (share of a feature among the label ÷ share among the others)|, each feature counted once more."""
    present = rows.astype(bool)
    with_label = np.asarray(present[truth].sum(axis=0)).ravel() + 1.0
    without = np.asarray(present[~truth].sum(axis=0)).ravel() + 1.0
    ratio: Real = np.abs(np.log(with_label / with_label.sum()) - np.log(without / without.sum()))
    return ratio


def _unseen(rows: Any, truth: NDArray[np.bool_], folds: NDArray[np.int64]) -> Real:
    """Decision values by models that had not seen the text."""
    values = np.zeros(len(truth))
    for fold in range(FOLDS):
        mine = folds == fold
        if mine.any() and truth[~mine].any() and not truth[~mine].all():
            weights, bias = _line(rows[~mine], truth[~mine])
            values[mine] = rows[mine] @ weights + bias
    return values


def platt(values: Real, truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and offset of the calibrated probability: Platt 1999, by Newton's method as in Lin, Lin and Weng 2007.

    Targets are drawn in a little, so that a few examples are not taken for certainty.
    """
    hits, misses = int(truth.sum()), int((~truth).sum())
    target = np.where(truth, (hits + 1) / (hits + 2), 1 / (misses + 2))
    slope, offset = 1.0, float(np.log((hits + 1) / (misses + 1)))
    loss = _loss(values, target, slope, offset)
    for _round in range(100):
        chance = logistic(slope * values + offset)
        error, spread = chance - target, np.maximum(chance * (1 - chance), 1e-12)
        gradient = np.array([error @ values, error.sum()])
        curve = np.array([[spread @ values**2, spread @ values], [spread @ values, spread.sum()]]) + 1e-9 * np.eye(2)
        step = np.linalg.solve(curve, gradient)
        scale = 1.0
        while scale > 1e-9 and _loss(values, target, slope - scale * step[0], offset - scale * step[1]) > loss:
            scale /= 2
        slope, offset = slope - scale * step[0], offset - scale * step[1]
        before, loss = loss, _loss(values, target, slope, offset)
        if before - loss < 1e-9:
            break
    return max(float(slope), 1e-3), float(offset)


def _loss(values: Real, target: Real, slope: float, offset: float) -> float:
    """The cross entropy, without overflow."""
    line = slope * values + offset
    return float(np.sum(np.logaddexp(0, line) - target * line))
