"""What a question about a change is answered with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from steward.foundation.kernel.chance import Interval


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a decomposition. Contributions of a dimension's parts add up to the whole difference.

    `before` and `now` are the part's own values: a count, or its rate (None where it has none). Of a rate, `mix` is
    what came of the part weighing more or less, `rate` of its own rate; both together are the contribution.
    `share_of_change` is contribution ÷ difference (None when nothing changed; above 1 or below 0 where parts work
    against each other). `keys` says what the part is: who, channel, segment (ids, None for no known one), kind.
    `pooled` marks what is made of parts too small to be shown.
    """

    label: str
    before: float | None
    now: float | None
    contribution: float
    share_of_change: float | None
    mix: float = 0.0
    rate: float = 0.0
    explains: bool = False
    pooled: bool = False
    keys: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """A step that lies beyond its noise. Days are the community's, `ends` excluded.

    `expected` is the range the past and the season allowed for, `difference` how far the value lies from its middle.
    `good` is None where neither way is better.
    """

    starts: date
    ends: date
    value: float
    expected: Interval
    difference: float
    good: bool | None
