"""The parameters of definitions as SQL, so that compiled queries stay what they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from steward.stream.insights.metrics.definition import Query, fingerprint
from steward.stream.insights.metrics.parameters import GROUPS, KIND_GROUPS, KINDS, Values, defaults, reach_of


@dataclass(frozen=True, slots=True)
class Given:
    """The values in force, and who belongs to the team besides those whom sources say so of."""

    values: Values = field(default_factory=defaults)
    team: tuple[int, ...] = ()

    def of(self, query: Query) -> "Terms":
        """What of it concerns a query."""
        values = {group: self.values[group] for group in query.groups}
        back = reach_of(query.groups, self.values, "back")
        ahead = query.ahead + reach_of(query.groups, self.values, "ahead")
        return Terms(values, self.team if "team" in query.tables else None, back, ahead)


@dataclass(frozen=True, slots=True)
class Terms:
    """The parameters of one query: `back` and `ahead` say how many days around the period it looks at."""

    values: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    team: tuple[int, ...] | None = None
    back: int = 0
    ahead: int = 0

    @property
    def key(self) -> str:
        """Changes when a value does; "" without parameters."""
        if not self.values and self.team is None:
            return ""
        values = [(group, sorted(of.items())) for group, of in sorted(self.values.items())]
        return fingerprint(values, self.team)

    def given(self, double: str) -> str:
        """A SELECT of one row: every parameter in a column of its own. `double` is the engine's type of fractions."""
        found = []
        for group, of in self.values.items():
            kinds = {one.key: one.whole for one in GROUPS[group].parameters}
            found += [f"{number(of[key], '' if kinds[key] else double)} AS {group}_{key}" for key in kinds]
        return "SELECT " + (", ".join(found) or "1 AS nothing")

    def weight(self, double: str) -> str:
        """A SELECT of kinds with what each is worth."""
        worth = self.values.get(KIND_GROUPS["weight"], {})
        rows = (f"SELECT '{kind}' AS kind, {number(worth.get(kind, 0), double)} AS weight" for kind in KINDS)
        return " UNION ALL ".join(rows)

    def counted(self) -> str:
        """A SELECT of the kinds that count towards activation."""
        chosen = self.values.get(KIND_GROUPS["counted"], {})
        rows = [f"SELECT '{kind}' AS kind" for kind in KINDS if chosen.get(kind)]
        return " UNION ALL ".join(rows) or "SELECT 'nothing' AS kind"


def number(value: float, double: str) -> str:
    """A number as SQL: of the type of fractions, or whole without one."""
    return f"CAST({float(value)!r} AS {double})" if double else f"CAST({int(value)} AS BIGINT)"
