"""Scoring a batch: what was learned, mixed with the cold start where little was learned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from steward.care.classifier.engine.explaining import Reasons, readable, strongest
from steward.care.classifier.engine.folding import fold
from steward.care.classifier.engine.grams import Grams, grams
from steward.care.classifier.engine.lexicon import VERSION, Word, lexicon
from steward.care.classifier.engine.linear import Linear, Real
from steward.care.classifier.records import Score

#: After so many decisions of a label what was learned counts as much as the cold start.
EVEN = 10
#: From which probability the cold start proposes; its weights are set so that one word alone never does.
COLD = 0.9
#: Smaller probabilities are not worth a line.
_SEEN = 0.001


@dataclass(frozen=True, slots=True)
class Scorer:
    """A version ready to score: its name, what it learned (None is the cold start alone), its thresholds by label."""

    version: str = VERSION
    model: Linear | None = None
    thresholds: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label it can give."""
        learned = self.model.labels if self.model else ()
        return tuple(sorted({*lexicon().labels, *learned}))

    def share(self, label: str) -> float:
        """How much what was learned counts for the label, 0 to 1."""
        if self.model is None or label not in self.model.labels:
            return 0.0
        support = int(self.model.support[self.model.labels.index(label)])
        return support / (support + EVEN)

    def threshold(self, label: str) -> float | None:
        """From which probability the label is proposed; None is never."""
        return self.thresholds.get(label, COLD)

    def chances(self, texts: Sequence[str]) -> Real:
        """Probabilities, shape (texts, `labels`); each row adds up to at most 1, the rest is fine."""
        return self._chances(self._read(texts))

    def score(self, texts: Sequence[str], *, explained: bool = True) -> list[Score]:
        """What is said of each text; without reasons it is faster."""
        batch = self._read(texts)
        chances = self._chances(batch)
        return [self._score(batch, number, chances[number], explained) for number in range(len(texts))]

    def _read(self, texts: Sequence[str]) -> "_Batch":
        found = grams(texts) if self.model else None
        folded = found.folded if found else [fold(text) for text in texts]
        return _Batch(found, [lexicon().found(text) for text in folded])

    def _chances(self, batch: "_Batch") -> Real:
        labels = self.labels
        mixed = np.zeros((len(batch.hits), len(labels)))
        for number, words in enumerate(batch.hits):
            for label, chance in lexicon().chances(words).items():
                mixed[number, labels.index(label)] = chance
        if self.model and batch.grams:
            share = np.array([self.share(label) for label in self.model.labels])
            places = [labels.index(label) for label in self.model.labels]
            mixed[:, places] = share * self.model.chances(batch.grams) + (1 - share) * mixed[:, places]
        most: Real = np.maximum(1.0, mixed.sum(axis=1, keepdims=True))
        return mixed / most

    def _score(self, batch: "_Batch", number: int, chances: Real, explained: bool) -> Score:  # noqa: FBT001
        ranked = sorted(zip(self.labels, map(float, chances), strict=True), key=lambda pair: (-pair[1], pair[0]))
        top, chance = ranked[0]
        fine = max(0.0, 1 - float(chances.sum()))
        threshold = self.threshold(top)
        return Score(
            label=top if chance > fine else "",
            probability=max(chance, fine),
            reasons=tuple(self._reasons(batch, number, top)) if explained else (),
            chances=tuple(pair for pair in ranked if pair[1] >= _SEEN),
            proposed=top if threshold is not None and chance >= threshold else "",
            threshold=threshold,
            version=self.version,
        )

    def _reasons(self, batch: "_Batch", number: int, label: str) -> Reasons:
        share = self.share(label)
        found = [(word.text, word.weight * (1 - share)) for word in batch.hits[number] if word.label == label]
        if self.model and batch.grams and label in self.model.labels:
            learned = readable(batch.grams, self.model, number, self.model.labels.index(label))
            found += [(words, weight * share) for words, weight in learned]
        return strongest(found)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Texts as both halves read them."""

    grams: Grams | None  # nothing was learned yet: the words are enough
    hits: list[list[Word]]
