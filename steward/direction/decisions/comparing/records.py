"""What comparing gives."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Effect:
    """What came of a decision. Values are means of the metric's steps (or of members and steps: `per` says which).

    `effect` = `after` − `instead`, what would have been without it; `low` and `high` bound it (95 %). None is unknown.
    `why` is a code: why nothing stronger was possible, or why there is no interval.
    """

    method: str  # of enums.Method
    before: float | None
    after: float | None
    instead: float | None = None
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    per: str = "step"  # "step", "member"
    exposed: int = 0  # places, or members, that were measured
    compared: int = 0  # places, or members, they were compared with
    compared_ids: tuple[int, ...] = ()  # of places
    compared_before: float | None = None
    compared_after: float | None = None
    steps_before: int = 0
    steps_after: int = 0
    forecast: str = ""  # the key of the method that foresaw it
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self) | {"compared_ids": list(self.compared_ids)}

    @classmethod
    def parse(cls, values: dict[str, Any]) -> Self:
        """From plain values; unknown names are left out."""
        known = {field.name for field in fields(cls)}
        given = {key: value for key, value in values.items() if key in known}
        return cls(**given | {"compared_ids": tuple(given.get("compared_ids", ()))})

    @property
    def relative(self) -> float | None:
        """The effect as a share of what would have been; None where that is 0 or unknown."""
        return self.effect / self.instead if self.effect is not None and self.instead else None
