"""A trained version: one line of weights for each label, calibrated, in a few hundred kilobytes."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from steward.care.classifier.engine.grams import SIZE, Grams

Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Linear:
    """Logistic regression, one label against all others.

    `weights` has the shape (SIZE, labels). Platt's line turns a decision value d into the probability
    1 / (1 + exp(-(slope · d + offset))). `support` is from how many decisions of the label it learned.
    """

    labels: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: Real
    slope: Real
    offset: Real
    support: NDArray[np.int64]

    def decisions(self, found: Grams) -> Real:
        """Decision values, shape (texts, labels)."""
        size, value = len(found.folded), found.weight
        columns = [
            np.bincount(found.text, value * self.weights[found.place, label], size) + self.bias[label]
            for label in range(len(self.labels))
        ]
        return np.column_stack(columns) if columns else np.zeros((size, 0))

    def chances(self, found: Grams) -> Real:
        """Calibrated probabilities, shape (texts, labels)."""
        return logistic(self.slope * self.decisions(found) + self.offset)

    def parts(self, found: Grams, number: int, label: int) -> Real:
        """What each feature of one text adds to the log-odds of the label, in the order of `found.span(number)`."""
        value = self.slope[label] / np.sqrt(max(int(found.counts[number]), 1))
        added: Real = self.weights[found.place[found.span(number)], label] * value
        return added


def logistic(values: Real) -> Real:
    """1 / (1 + exp(-x)), without overflow."""
    return 1 / (1 + np.exp(-np.clip(values, -60, 60)))


def pack(model: Linear) -> bytes:
    """The model as npz: only places with a weight, half precision. No pickle, so reading it runs nothing."""
    used = np.flatnonzero(np.any(model.weights != 0, axis=1))
    file = BytesIO()
    np.savez_compressed(
        file, labels=np.array(model.labels, dtype="U20"), places=used.astype(np.uint32),
        weights=model.weights[used].astype(np.float16), bias=model.bias, slope=model.slope, offset=model.offset,
        support=model.support,
    )  # fmt: skip
    return file.getvalue()


def unpack(data: bytes) -> Linear:
    """The model `pack` wrote. Raises ValueError for anything that is not one."""
    with np.load(BytesIO(data), allow_pickle=False) as kept:
        labels = tuple(str(label) for label in kept["labels"])
        weights = np.zeros((SIZE, len(labels)), np.float32)
        weights[kept["places"]] = kept["weights"]
        return Linear(labels, weights, kept["bias"], kept["slope"], kept["offset"], kept["support"])
