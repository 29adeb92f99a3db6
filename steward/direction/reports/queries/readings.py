"""A stored report as it is read in one language."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from steward.direction.reports.enums import Period
from steward.direction.reports.models import Report, ReportPassage
from steward.direction.reports.records import Chapter, Reading, Said
from steward.direction.reports.rules.chapters import chapters, numbered
from steward.foundation.ui.formats import day
from steward.people.accounts.public import Account
from steward.people.community.public import community

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def reading(
    report: Report, language: str, *, everything: bool = False, passages: Iterable[ReportPassage] | None = None
) -> Reading:
    """The report in this language. With `everything` passages that were left out are there too.

    Two queries, one when `passages` are given.
    """
    rows = list(report.passages.all() if passages is None else passages)
    editors = _editors(rows)
    with override(language):
        shown = [row for row in rows if row.shown or everything]
        return Reading(
            report.pk, language, community().name or _("Steward"), str(Period(report.period).label),
            span_words(report.period, report.since, report.until), report.since, report.until,
            str(report.note.get(language, "")), _chapters(report, shown, language, editors),
            f"/console/reports/{report.pk}/", any(one.get("incomplete") for one in report.numbers),
        )  # fmt: skip


def title_of(report: Report) -> str:
    """What a report is called, with its days, in the language that is set."""
    return f"{Period(report.period).label} · {span_words(report.period, report.since, report.until)}"


def span_words(period: str, since: date, until: date) -> str:
    """The days of a report in words: a day, days from and to, a week with its number, a month."""
    last = until - _DAY
    if period == Period.MONTH and since.day == until.day == 1:
        months = [since] if since.month == last.month else [since, last.replace(day=1)]
        return " – ".join(date_format(one, _("F Y")) for one in months)
    if since >= last:
        return day(since)
    days = _days(since, last)
    if period == Period.WEEK and until - since == _WEEK:
        return _("week %(number)s (%(days)s)") % {"number": since.isocalendar().week, "days": days}
    return days


def _days(first: date, last: date) -> str:
    """Two days with the year once where it is the same: 4 Mar – 10 Mar 2024, 2024年3月4日 – 3月10日."""
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if (get_language() or "").startswith("zh"):
        return f"{day(first)} – {date_format(last, 'n月j日')}"
    return f"{date_format(first, 'j M')} – {day(last)}"


def _chapters(
    report: Report, rows: Sequence[ReportPassage], language: str, editors: dict[int, str]
) -> tuple[Chapter, ...]:
    """Chapters that have something in them, numbered without gaps; places no chapter names come before the last."""
    plan = chapters(report.style, report.period)
    named = {place for _title, held in plan for place in held}
    found: list[Chapter] = []
    for number, (title, held) in enumerate(plan, 1):
        stray = [row for row in rows if row.place not in named] if number == len(plan) - 1 else []
        mine = [*(row for row in rows if row.place in held), *stray]
        if mine:
            said = tuple(_said(row, language, editors) for row in mine)
            found.append(Chapter(numbered(report.style, len(found) + 1, title), said))
    return tuple(found)


def _said(row: ReportPassage, language: str, editors: dict[int, str]) -> Said:
    words: dict[str, Any] = row.said.get(language) or next(iter(row.said.values()), {})
    edited = row.edited.get(language)
    return Said(
        id=row.pk, key=row.key, title=words.get("title", ""), sentences=tuple(words.get("sentences", ())),
        head=tuple(words.get("head", ())), rows=tuple(tuple(line) for line in words.get("rows", ())),
        links=tuple((title, address) for title, address in words.get("links", ())), asks=tuple(row.asks),
        text=edited["text"] if edited else "", shown=row.shown,
        edited_by=editors.get(edited.get("by") or 0, "") if edited else "",
        edited_at=datetime.fromisoformat(edited["at"]) if edited else None,
    )  # fmt: skip


def _editors(rows: Iterable[ReportPassage]) -> dict[int, str]:
    ids = {edited.get("by") for row in rows for edited in row.edited.values()} - {None}
    if not ids:
        return {}
    return {account.pk: account.display_name for account in Account.objects.filter(pk__in=ids)}
