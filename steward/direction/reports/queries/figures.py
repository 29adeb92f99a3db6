"""The numbers of a report: measured once, frozen, written down in any language later."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any

from steward.direction.reports.enums import Period
from steward.direction.reports.rules.windows import before, year_before
from steward.people.access.public import Viewer
from steward.stream.insights.enums import Grain
from steward.stream.insights.public import Answer, catalogue, measure

#: In the order of reading; what only grows with time (members, posts) comes last: it says little of how things go.
DAILY = ("joined", "departed", "net", "active_members", "interaction_rate", "new", "unanswered_share")
LONGER = (
    "joined", "departed", "net", "active_members", "interaction_rate", "stickiness", "new", "returning", "resurrected",
    "dormant", "first_response", "answered_in_a_day", "unanswered_share",
)  # fmt: skip
VANITY = ("posts", "comments", "reactions", "members")
#: When all of these are nothing, nothing happened.
LIFE = ("joined", "departed", "active_members", "posts", "comments", "reactions")
#: With fewer active members a year ago nothing is compared with a year ago.
FEWEST = 5
#: Steps of the small trend beside a number.
TREND = {Period.DAY: (Grain.DAY, 1, 7), Period.WEEK: (Grain.WEEK, 7, 8), Period.MONTH: (Grain.MONTH, 31, 6)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the period beside those of the period before and a year ago. `before` and `year` may be unknown."""

    key: str
    names: dict[str, str]  # language → name
    unit: str
    direction: str
    value: float | None
    numerator: float | None
    denominator: float | None
    before: float | None
    beyond: bool  # moved beyond chance
    year: float | None = None
    incomplete: bool = False
    settling: bool = False
    trend: tuple[float | None, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values, as a report keeps them."""
        return asdict(self) | {"trend": list(self.trend)}

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> "Figure":
        """The figure a report kept; what a later version no longer knows is left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in kept.items() if key in known} | {"trend": tuple(kept["trend"])})


def figures(viewer: Viewer, period: str, since: date, until: date) -> list[Figure]:
    """The numbers of these days. Metrics the catalogue does not have are left out."""
    known = {metric.key for metric in catalogue() if not metric.is_table}
    keys = [key for key in (*(DAILY if period == Period.DAY else LONGER), *VANITY) if key in known]
    now = measure(viewer, keys, since=since, until=until, compare=before(period, since, until), series=False)
    earlier = _year(viewer, keys, *year_before(period, since, until))
    trends = _trends(viewer, period, keys, until)
    return [_figure(answer, earlier.get(key), trends.get(key, ())) for key, answer in now.items()]


def is_quiet(found: Sequence[Figure]) -> bool:
    """Whether nobody came, went or did anything."""
    return not any(figure.value for figure in found if figure.key in LIFE)


def moved(found: Sequence[Figure]) -> list[Figure]:
    """What moved beyond chance and will not change any more by itself."""
    return [
        one for one in found
        if one.beyond and not one.incomplete and not one.settling and None not in (one.value, one.before)
    ]  # fmt: skip


def _figure(answer: Answer, year: Answer | None, trend: tuple[float | None, ...]) -> Figure:
    metric, whole, change = answer.metric, answer.whole, answer.change
    return Figure(
        key=metric.key, names={"en": metric.name_en, "zh-hans": metric.name_zh}, unit=metric.unit.value,
        direction=metric.direction.value, value=whole.value, numerator=whole.numerator, denominator=whole.denominator,
        before=change.before.value if change else None, beyond=bool(change and change.beyond_chance),
        year=year.value if year else None, incomplete=whole.incomplete, settling=whole.settling, trend=trend,
    )  # fmt: skip


def _year(viewer: Viewer, keys: Sequence[str], since: date, until: date) -> dict[str, Answer]:
    """The same days a year ago; nothing where there is no year of data, or where a handful made it.

    What the first few members did is no measure of anything: their one question was answered, so "all" were.
    """
    first = since - (until - since)
    spans = ((first, since), (since, until))
    active = [measure(viewer, ["active_members"], since=a, until=b, series=False)["active_members"] for a, b in spans]
    if any((one.value or 0) < FEWEST for one in active):
        return {}
    return measure(viewer, keys, since=since, until=until, series=False)


def _trends(viewer: Viewer, period: str, keys: Sequence[str], until: date) -> dict[str, tuple[float | None, ...]]:
    """The last steps of each number that can be cut so, the period's own last."""
    grain, days, steps = TREND[Period(period)]
    able = {metric.key for metric in catalogue() if grain in metric.grains}
    asked = [key for key in keys if key in able]
    answers = measure(viewer, asked, since=until - timedelta(days=days * steps), until=until, grain=grain)
    return {key: tuple(point.value for point in answer.series[-steps:]) for key, answer in answers.items()}
