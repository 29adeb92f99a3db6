"""A report as a mail: simple HTML that any mail program shows, in light and dark, without pictures."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from steward.direction.reports.records import Reading, Said
from steward.direction.reports.typesetting.plain import is_bars, right_columns
from steward.people.community.public import community, cook

#: As many columns as a phone shows.
_COLUMNS = 4
#: What a phone does without, by passage; elsewhere the earlier value: how far a number moved says what it was.
_SPARED, _EARLIER = {"goals": 3}, 2


def body_html(reading: Reading) -> str:
    """The report as HTML without styles, every address whole; safe."""
    with override(reading.language):
        return render_to_string("reports/mail/body.jinja", _context(reading))


def whole_mail(reading: Reading, body: str) -> str:
    """The mail for somebody outside the team, in the community's frame."""
    now = community()
    with override(reading.language):
        context = _context(reading) | {
            "body": body, "home": settings.BASE_URL + "/", "contact": now.contact, "primary": now.primary,
            "accent": now.accent, "lang": "zh-Hans" if reading.language.startswith("zh") else reading.language,
            "community": reading.community, "title": reading.heading,
        }  # fmt: skip
        return render_to_string("reports/mail/whole.jinja", context)


def narrow(one: Said) -> tuple[list[str], list[list[str]]]:
    """Head and rows of a table for a mail: of wide ones the bars and the column a phone spares stay on the page."""
    head, rows = list(one.head), [list(row) for row in one.rows]
    width = max(map(len, rows), default=0)
    if width <= _COLUMNS:
        return head, rows
    bars = {at for at in range(width) if all(is_bars(row[at]) or not row[at] for row in rows if at < len(row))}
    kept = [at for at in range(width) if at not in bars | {_SPARED.get(one.key, _EARLIER)}]
    return [head[at] for at in kept if at < len(head)], [[row[at] for at in kept if at < len(row)] for row in rows]


def note_html(markdown: str) -> str:
    """What a person wrote, cooked: safe HTML."""
    return str(cook(markdown)) if markdown.strip() else ""


def _context(reading: Reading) -> dict[str, Any]:
    return {"reading": reading, "base": settings.BASE_URL, "cook": note_html, "rights": right_columns, "narrow": narrow}
