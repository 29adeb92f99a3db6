"""Periods of reports: a year, a quarter, a month, in the community's time zone."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_FORM = re.compile(r"(?P<year>[12]\d{3})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """A period by its name: "2026", "2026-Q2", "2026-05"."""

    name: str
    first: date
    after: date  # the first day that does not belong to it

    @property
    def since(self) -> datetime:
        """Its first moment."""
        return midnight(self.first)

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return midnight(self.after)

    @property
    def label(self) -> str:
        """Its name as people write it: 2026, 2nd quarter of 2026, May 2026."""
        if "Q" in self.name:
            return _("%(year)s, quarter %(quarter)s") % {"year": self.first.year, "quarter": self.name[-1]}
        if len(self.name) == 4:
            return _("%(year)s, the whole year") % {"year": self.first.year}
        chinese = (get_language() or "").startswith("zh")
        return format_date(self.first, "Y年n月" if chinese else "F Y")


def span(name: str) -> Span | None:
    """The period of that name, None when there is no such."""
    found = _FORM.fullmatch(name)
    if found is None:
        return None
    year = int(found["year"])
    if found["quarter"]:
        return _months(name, year, 3 * int(found["quarter"]) - 2, 3)
    if found["month"]:
        return _months(name, year, int(found["month"]), 1)
    return _months(name, year, 1, 12)


def span_of(kind: str, day: date) -> Span:
    """The month, quarter or year the day lies in."""
    if kind == "year":
        return _months(f"{day.year:04}", day.year, 1, 12)
    if kind == "quarter":
        quarter = (day.month + 2) // 3
        return _months(f"{day.year:04}-Q{quarter}", day.year, 3 * quarter - 2, 3)
    return _months(f"{day.year:04}-{day.month:02}", day.year, day.month, 1)


def before(one: Span) -> Span:
    """The period of the same length that ends where this one begins."""
    last = date.fromordinal(one.first.toordinal() - 1)
    kind = "quarter" if "Q" in one.name else "year" if len(one.name) == 4 else "month"
    return span_of(kind, last)


def _months(name: str, year: int, month: int, count: int) -> Span:
    after = month + count
    return Span(name, date(year, month, 1), date(year + (after > 12), after - 12 if after > 12 else after, 1))


def midnight(day: date) -> datetime:
    """The first moment of a day in the community's time zone."""
    return datetime.combine(day, time.min, timezone.get_default_timezone())
