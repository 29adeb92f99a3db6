"""How numbers, shares and moments are written. Unknown is written —, never 0."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

UNKNOWN = "—"


def number(value: float | None, places: int | None = None) -> str:
    """A number with grouped thousands, which English and Chinese readers share.

    `places` decimals, or as many as it has, at most 2.
    """
    if value is None:
        return UNKNOWN
    if places is None:
        places = 0 if float(value).is_integer() else min(2, len(str(value).partition(".")[2]))
    return f"{value:,.{places}f}"


def percent(value: float | None, places: int = 0) -> str:
    """A share from 0 to 1 as a percentage: 0.715 → 72 % (with a narrow space)."""
    space = "" if _chinese() else "\u202f"
    if value is None:
        return UNKNOWN
    share = Decimal(repr(float(value))).scaleb(2).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{number(float(share), places)}{space}%".replace("-", "\u2212")


def signed(value: float | None, places: int | None = None) -> str:
    """A change with its sign: +12, −3, ±0."""
    if value is None:
        return UNKNOWN
    return ("+" if value > 0 else "\u2212" if value < 0 else "±") + number(abs(value), places)


def short(value: float | None) -> str:
    """A number that must fit on an axis or a badge: 1,234 → 1.2k, and 12,345 → 1.2万 in Chinese."""
    if value is None:
        return UNKNOWN
    steps = ((1e8, "亿"), (1e4, "万")) if _chinese() else ((1e9, "G"), (1e6, "M"), (1e3, "k"))
    for size, unit in steps:
        if abs(value) >= size:
            return number(round(value / size, 1)) + unit
    return number(value)


def duration(value: float | timedelta | None) -> str:
    """A length of time (seconds or timedelta) in its two largest units: 3 h 20 min, 2 d 4 h."""
    if value is None:
        return UNKNOWN
    seconds = int(value.total_seconds() if isinstance(value, timedelta) else value)
    names = (_("d"), _("h"), _("min"), _("s"))
    sizes = (86400, 3600, 60, 1)
    parts: list[tuple[int, str]] = []
    for size, name in zip(sizes, names, strict=True):
        count, seconds = divmod(seconds, size)
        if count or parts:
            parts.append((count, name))
    return " ".join(f"{count} {name}" for count, name in parts[:2] if count) or f"0 {names[3]}"


def day(value: date | datetime | None) -> str:
    """A day the way the language writes it: 5 March 2024, 2024年3月5日."""
    if value is None:
        return UNKNOWN
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return date_format(local, "Y年n月j日") if _chinese() else date_format(local, "j M Y")


def days_on_axis(days: Sequence[date]) -> list[str]:
    """What stands below the steps of a chart: 5 Jan, 1月5日; 5 Jan 2026, 2026/1/5 where they lie in several years."""
    if len({one.year for one in days}) > 1:
        return [date_format(one, pgettext("day on an axis of years", "j M Y")) for one in days]
    return [date_format(one, pgettext("day on an axis", "j M")) for one in days]


def moment(value: datetime | None) -> Markup | str:
    """A `<time>` element: day and minute in the reader's time zone, the exact moment for machines."""
    if value is None:
        return UNKNOWN
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return Markup('<time datetime="{}">{} {}</time>').format(value.isoformat(), day(local), format_date(local, "H:i"))


def deadline(value: datetime | None) -> Markup | str:
    """A moment as `moment` writes it; the day alone where it is the end of that day in the reader's time zone."""
    if value is None or (timezone.localtime(value).hour, timezone.localtime(value).minute) != (23, 59):
        return moment(value)
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), day(value))


def minute(value: datetime | None) -> str:
    """A moment to the minute in the reader's time zone, for titles: 2024-03-05 14:05."""
    return UNKNOWN if value is None else format_date(timezone.localtime(value), "Y-m-d H:i")


def ago(value: datetime | None, now: datetime | None = None) -> Markup | str:
    """How long ago, as a `<time>` element whose title is the exact moment: just now, 5 minutes ago, 3 days ago."""
    if value is None:
        return UNKNOWN
    seconds = int(((now or timezone.now()) - value).total_seconds())
    if seconds < 60:
        text = _("just now")
    elif seconds < 3600:
        text = ngettext("%(n)d minute ago", "%(n)d minutes ago", seconds // 60) % {"n": seconds // 60}
    elif seconds < 86400:
        text = ngettext("%(n)d hour ago", "%(n)d hours ago", seconds // 3600) % {"n": seconds // 3600}
    elif seconds < 30 * 86400:
        text = ngettext("%(n)d day ago", "%(n)d days ago", seconds // 86400) % {"n": seconds // 86400}
    else:
        text = day(value)
    exact = format_date(timezone.localtime(value), "Y-m-d H:i")
    return Markup('<time datetime="{}" title="{}">{}</time>').format(value.isoformat(), exact, text)


def in_a_row(parts: Iterable[str]) -> str:
    """Sentences one after the other: with a space between them, in Chinese without."""
    return ("" if _chinese() else " ").join(part for part in parts if part)


def mark(text: str, words: str) -> Markup:
    """`text` escaped, with every occurrence of the searched words in a `<mark>` element."""
    wanted = sorted({str(escape(word)) for word in words.split()}, key=len, reverse=True)
    safe = str(escape(text))
    if wanted:
        safe = re.sub("|".join(map(re.escape, wanted)), r"<mark>\g<0></mark>", safe, flags=re.IGNORECASE)
    return Markup(safe)  # noqa: S704  (text and words were escaped first)


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")


FILTERS: dict[str, Callable[..., Any]] = {
    "number": number,
    "percent": percent,
    "signed": signed,
    "short": short,
    "duration": duration,
    "day": day,
    "moment": moment,
    "deadline": deadline,
    "minute": minute,
    "ago": ago,
    "mark": mark,
}
