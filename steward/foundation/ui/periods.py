"""A span of days and the span it is compared with, read from the query string."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from steward.foundation.ui.formats import day

PRESETS = {"7d": 7, "28d": 28, "90d": 90, "365d": 365}
COMPARISONS = ("before", "year", "none")
DEFAULT = "28d"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` up to, not including, `until`."""

    since: date
    until: date
    preset: str = ""
    compare: str = "before"

    @classmethod
    def parse(
        cls, query: QueryDict | MultiValueDict[str, str], *, today: date | None = None, default: str = DEFAULT
    ) -> Self:
        """Read `period` (7d, 28d, 90d, 365d), or `since` and `until` (inclusive, ISO), and `compare`.

        A preset wins over days; impossible days give the default. Presets end with today.
        """
        now = today or timezone.localdate()
        compare = query.get("compare", "before")
        compare = compare if compare in COMPARISONS else "before"
        preset = query.get("period", "")
        since, last = _day(query.get("since")), _day(query.get("until"))
        if preset not in PRESETS and since and last and since <= last:
            return cls(since, last + timedelta(days=1), "", compare)
        preset = preset if preset in PRESETS else default
        end = now + timedelta(days=1)
        return cls(end - timedelta(days=PRESETS[preset]), end, preset, compare)

    @property
    def days(self) -> int:
        """How many days."""
        return (self.until - self.since).days

    @property
    def last(self) -> date:
        """The last day that belongs to it."""
        return self.until - timedelta(days=1)

    @property
    def before(self) -> tuple[date, date] | None:
        """The span compared with (since, until exclusive): just before, a year (52 weeks) before, or none."""
        if self.compare == "none":
            return None
        shift = timedelta(days=364 if self.compare == "year" else self.days)
        return self.since - shift, self.until - shift

    @property
    def label(self) -> str:
        """The period in words."""
        return dict(self.presets()).get(self.preset) or f"{day(self.since)} – {day(self.last)}"

    def query(self) -> dict[str, str]:
        """The parameters that lead back to this period."""
        span = {"period": self.preset} if self.preset else {"since": str(self.since), "until": str(self.last)}
        return span | ({} if self.compare == "before" else {"compare": self.compare})

    def presets(self) -> list[tuple[str, str]]:
        """The usual periods with their names."""
        names = (_("Last 7 days"), _("Last 28 days"), _("Last 90 days"), _("Last 365 days"))
        return list(zip(PRESETS, names, strict=True))

    def comparisons(self) -> list[tuple[str, str]]:
        """What one may compare with."""
        names = (_("the days just before"), _("the same days a year before"), _("nothing"))
        return list(zip(COMPARISONS, names, strict=True))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
