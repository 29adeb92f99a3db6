"""One community of a middling size, made once, for the tests that look at what is in it."""

from dataclasses import dataclass

import numpy as np
import pytest

from steward.stream.simulator.engine.months import MonthBatch, simulate
from steward.stream.simulator.engine.population import Population
from steward.stream.simulator.spec import Spec


@dataclass(frozen=True)
class Whole:
    """All months as single columns."""

    spec: Spec
    batches: list[MonthBatch]

    @property
    def population(self) -> Population:
        return self.batches[0].population

    def __getattr__(self, column: str) -> np.ndarray:
        return np.concatenate([getattr(batch, column) for batch in self.batches])


def make(spec: Spec) -> Whole:
    return Whole(spec, list(simulate(spec)))


@pytest.fixture(scope="session")
def town() -> Whole:
    """3,000 members over two years whose end lies inside the known Chinese calendar."""
    return make(Spec(3000, 24, seed=7, activities=150_000))
