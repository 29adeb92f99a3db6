"""Charts described by what they show. Each has a sentence as its title and a table that says the same.

`ui.chart(chart)` draws it: the table without JavaScript, the drawing with it. Unknown values are None, never 0.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from django.utils.translation import gettext as _
from markupsafe import Markup

from steward.foundation.ui.formats import duration, number, percent

__all__ = ["Bars", "Cohorts", "Edge", "HeatMap", "Line", "Lorenz", "Mark", "Network", "Node", "Series"]

Format = Literal["number", "percent", "duration"]
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True)
class Series:
    """One line or one kind of bar. `low`/`high` bound each value's interval of chance (95 %).

    `numerators`/`denominators` are shown on hover beside a share. A `dashed` series is not measured (a forecast, a year
    before), a `stepped` one keeps its value until the next (a target line).
    """

    name: Any
    values: Sequence[float | None]
    low: Sequence[float | None] = ()
    high: Sequence[float | None] = ()
    numerators: Sequence[float | None] = ()
    denominators: Sequence[float | None] = ()
    dashed: bool = False
    stepped: bool = False


@dataclass(frozen=True)
class Mark:
    """Something that happened, drawn as a vertical line at a category: "Rules rewritten"."""

    at: str
    label: Any


@dataclass(frozen=True)
class Node:
    """Somebody in a network; `size` is how much (any unit), `group` colours (0–5)."""

    id: str
    name: str
    size: float = 1
    group: int = 0
    href: str = ""


@dataclass(frozen=True)
class Edge:
    """A tie between two nodes; `weight` is how strong."""

    source: str
    target: str
    weight: float = 1


@dataclass(frozen=True, kw_only=True)
class _Chart:
    """What every chart has. `key` is its id on the page; `source` names where the numbers come from."""

    family: ClassVar[str] = "series"
    kind: ClassVar[str] = ""
    key: str
    title: Any
    source: Any = ""
    definition: str = ""
    csv: str = ""
    height: Literal["", "tall"] = ""

    def table(self) -> tuple[list[Any], list[list[Any]]]:
        """Headings and rows of the table that says the same; values are ready to be read."""
        raise NotImplementedError

    def json(self) -> Markup:
        """The description for the drawing, safe inside a script element."""
        return dump({"kind": self.kind, "words": words()} | as_dict(self))


@dataclass(frozen=True, kw_only=True)
class Line(_Chart):
    """Values over time. The last `incomplete` categories are not over yet and drawn dashed; `goal` is a level line."""

    kind: ClassVar[str] = "line"
    categories: Sequence[str]
    series: Sequence[Series]
    format: Format = "number"
    marks: Sequence[Mark] = ()
    incomplete: int = 0
    goal: float | None = None
    goal_label: Any = ""
    zero: bool = True

    def table(self) -> tuple[list[Any], list[list[Any]]]:
        """One row per category."""
        return _series_table(self.categories, self.series, self.format)


@dataclass(frozen=True, kw_only=True)
class Bars(_Chart):
    """Amounts by category; `stacked` puts the series on each other, `lying` lays long names to the left."""

    kind: ClassVar[str] = "bars"
    categories: Sequence[str]
    series: Sequence[Series]
    format: Format = "number"
    stacked: bool = False
    lying: bool = False
    incomplete: int = 0

    def table(self) -> tuple[list[Any], list[list[Any]]]:
        """One row per category."""
        return _series_table(self.categories, self.series, self.format)


@dataclass(frozen=True, kw_only=True)
class Lorenz(_Chart):
    """How unequal: the share of all activity (y) made by the most active share of people (x), both 0 to 1.

    `points` start with (0, 0) and end with (1, 1), most active first.
    """

    kind: ClassVar[str] = "lorenz"
    points: Sequence[tuple[float, float]]
    half: float | None = None  # the share of people who make half of it

    def table(self) -> tuple[list[Any], list[list[Any]]]:
        """The curve at ten places."""
        steps = self.points[:: max(1, len(self.points) // 10)]
        rows = [[percent(x, 1), percent(y, 1)] for x, y in steps]
        return [_("Most active share of members"), _("Share of all activity")], rows


@dataclass(frozen=True, kw_only=True)
class HeatMap(_Chart):
    """Amounts in two dimensions: `values[row][column]`, such as weekday × hour."""

    family: ClassVar[str] = "grid"
    kind: ClassVar[str] = "heat"
    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[float | None]]
    format: Format = "number"

    def table(self) -> tuple[list[Any], list[list[Any]]]:
        """The same grid in figures."""
        return ["", *self.columns], [
            [name, *(written(value, self.format) for value in line)]
            for name, line in zip(self.rows, self.values, strict=True)
        ]


@dataclass(frozen=True, kw_only=True)
class Cohorts(_Chart):
    """Who stayed: one row per cohort with its size, one column per step after; None where the step is still to come."""

    family: ClassVar[str] = "grid"
    kind: ClassVar[str] = "cohorts"
    cohorts: Sequence[str]
    sizes: Sequence[int]
    shares: Sequence[Sequence[float | None]]
    steps: Sequence[str]
    incomplete: Sequence[tuple[int, int]] = ()  # (row, column) of steps that are not over yet

    def table(self) -> tuple[list[Any], list[list[Any]]]:
        """The triangle in figures."""
        width = len(self.steps)
        rows = [
            [
                name,
                number(size),
                *(("" if share is None else percent(share)) for share in line),
                *[""] * (width - len(line)),
            ]
            for name, size, line in zip(self.cohorts, self.sizes, self.shares, strict=True)
        ]
        return [_("Joined"), _("Members"), *self.steps], rows


@dataclass(frozen=True, kw_only=True)
class Network(_Chart):
    """Who talks with whom. Draw at most some 200 nodes; the table lists the strongest ties."""

    family: ClassVar[str] = "network"
    kind: ClassVar[str] = "network"
    nodes: Sequence[Node]
    edges: Sequence[Edge]
    height: Literal["", "tall"] = "tall"
    groups: Sequence[Any] = field(default=())

    def table(self) -> tuple[list[Any], list[list[Any]]]:
        """The fifty strongest ties."""
        names = {node.id: node.name for node in self.nodes}
        ties = sorted(self.edges, key=lambda edge: -edge.weight)[:50]
        rows = [[names[tie.source], names[tie.target], number(tie.weight)] for tie in ties]
        return [_("Who"), _("To whom"), _("Replies")], rows


def written(value: float | None, form: Format) -> str:
    """A value as text in the chart's format."""
    if form == "percent":
        return percent(value)
    return duration(value) if form == "duration" else number(value)


def words() -> dict[str, str]:
    """The words a drawing needs, in the reader's language."""
    return {
        "incomplete": _("not over yet"),
        "range": _("range of chance"),
        "of": _("of"),
        "people": _("Most active share of members"),
        "share": _("Share of all activity"),
        "equal": _("if all were equally active"),
        "members": _("Members"),
        "d": _("d"),
        "h": _("h"),
        "min": _("min"),
        "s": _("s"),
    }


def as_dict(thing: Any) -> Any:
    """Dataclasses as JSON-ready values; lazy strings become text, days ISO dates."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return {one.name: as_dict(getattr(thing, one.name)) for one in fields(thing)}
    if isinstance(thing, dict):
        return {str(key): as_dict(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [as_dict(value) for value in thing]
    if thing is None or isinstance(thing, str | int | float | bool):
        return thing
    return thing.isoformat() if isinstance(thing, date) else str(thing)


def dump(thing: Any) -> Markup:
    """JSON that can stand inside a script element: <, >, & and line separators are escaped, NaN is refused."""
    return Markup(json.dumps(as_dict(thing), ensure_ascii=False, allow_nan=False).translate(ESCAPES))  # noqa: S704


def _series_table(
    categories: Sequence[str], series: Sequence[Series], form: Format
) -> tuple[list[Any], list[list[Any]]]:
    rows = [[name, *(_cell(one, place, form) for one in series)] for place, name in enumerate(categories)]
    return ["", *(one.name for one in series)], rows


def _cell(series: Series, place: int, form: Format) -> str:
    text = written(series.values[place], form)
    if series.low and series.low[place] is not None and series.high[place] is not None:
        text += f" ({written(series.low[place], form)} – {written(series.high[place], form)})"
    return text
