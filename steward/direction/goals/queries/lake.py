"""Asking insights for many goals at once: one `measure` for each part of the community and period."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from steward.people.access.public import SYSTEM
from steward.people.members.public import segment_members
from steward.stream.insights.enums import Grain
from steward.stream.insights.public import Answer, Forecast, Scope, forecast, measure


@dataclass(frozen=True, slots=True)
class Ask:
    """A metric over days, `until` excluded; with `grain` its steps too, `PERIOD` gives the whole alone."""

    metric: str
    scope: Scope
    since: date
    until: date
    grain: Grain = Grain.PERIOD


@dataclass(slots=True)
class Lake:
    """What was asked so far, kept for as long as one refresh takes."""

    _answers: dict[Ask, Answer] = field(default_factory=dict)
    _forecasts: dict[tuple[str, Scope, Grain, date, date], Forecast] = field(default_factory=dict)
    _segments: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def scope(self, stored: dict[str, Any]) -> Scope:
        """The part of the community as insights takes it. Raises NotFound when its segment is gone."""
        segment = stored.get("segment")
        return Scope(
            sources=tuple(stored.get("sources") or ()),
            channels=tuple(stored.get("channels") or ()),
            kinds=tuple(stored.get("kinds") or ()),
            segment=None if segment is None else self._members(segment),
        )

    def prepare(self, asks: Iterable[Ask]) -> None:
        """Answer all of these with as few questions as there are parts of the community and periods."""
        groups: dict[tuple[Scope, date, date, Grain], list[str]] = defaultdict(list)
        for ask in dict.fromkeys(asks):
            if ask not in self._answers:
                groups[ask.scope, ask.since, ask.until, ask.grain].append(ask.metric)
        for (scope, since, until, grain), keys in groups.items():
            whole = grain is Grain.PERIOD
            found = measure(
                SYSTEM, keys, since=since, until=until, scope=scope, grain=None if whole else grain, series=not whole
            )
            for key, answer in found.items():
                self._answers[Ask(key, scope, since, until, grain)] = answer

    def answer(self, ask: Ask) -> Answer:
        """One answer, asked for now if nobody did before."""
        self.prepare([ask])
        return self._answers[ask]

    def forecast(self, metric: str, scope: Scope, grain: Grain, until: date, asof: date) -> Forecast:
        """Where a metric goes until the step that holds the day `until`, seen from `asof`."""
        key = (metric, scope, grain, until, asof)
        if key not in self._forecasts:
            self._forecasts[key] = forecast(SYSTEM, metric, scope=scope, grain=grain, until=until, asof=asof)
        return self._forecasts[key]

    def _members(self, segment: int) -> tuple[int, ...]:
        if segment not in self._segments:
            rows = segment_members(SYSTEM, segment).order_by().values_list("pk", flat=True).distinct()
            self._segments[segment] = tuple(rows)
        return self._segments[segment]
