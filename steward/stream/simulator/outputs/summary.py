"""What a simulated community came to, counted while it passes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from steward.stream.simulator.engine.chance import Ints
from steward.stream.simulator.engine.months import MonthBatch
from steward.stream.simulator.engine.population import Population
from steward.stream.simulator.enums import KINDS
from steward.stream.simulator.outputs.times import moment
from steward.stream.simulator.spec import NEVER, Spec


def _no_kinds() -> Ints:
    return np.zeros(len(KINDS), dtype=np.int64)


@dataclass
class Tally:
    """Counts of the months that have passed through `watch`."""

    kinds: Ints = field(default_factory=_no_kinds)
    population: Population | None = None

    def watch(self, batches: Iterable[MonthBatch]) -> Iterator[MonthBatch]:
        """Hand the months on and count them."""
        for batch in batches:
            self.kinds += np.bincount(batch.kind, minlength=len(KINDS))
            self.population = batch.population
            yield batch

    def summary(self, spec: Spec) -> dict[str, object]:
        """What was made, ready for JSON; `raid` and `burn_out` are moments or null."""
        assert self.population is not None
        return {
            "members": spec.members,
            "months": spec.months,
            "seed": spec.seed,
            "from": spec.month(0).isoformat(),
            "until": (spec.month(spec.months) - timedelta(days=1)).isoformat(),
            "accounts": len(self.population.accounts.person),
            "channels": len(self.population.places.name),
            "activities": int(self.kinds.sum()),
            "kinds": {kind: count for kind, count in zip(KINDS, self.kinds.tolist(), strict=True) if count},
            "raid": _shown(spec.raid_at),
            "burn_out": _shown(spec.burn_out_at),
        }


def _shown(micros: int) -> str | None:
    return None if micros == NEVER else moment(micros).isoformat()
