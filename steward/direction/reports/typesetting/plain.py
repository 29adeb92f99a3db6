"""A report as plain text to paste into a chat, and as Markdown."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from steward.direction.reports.records import Chapter, Reading, Said

_BARS = set("▁▂▃▄▅▆▇█·")
_DAY = re.compile(r"\d{1,4}(年| [A-Z][a-z]{2,3} \d{4})")
_EMPHASIS = re.compile(r"(\*\*|__|~~|`)(.+?)\1")
_LINK = re.compile(r"\[([^\]]*)\]\((https?://[^\s)]+)\)")
_MARKED = re.compile(r"^\s{0,3}(#{1,6}|>)\s*", re.MULTILINE)


def subject_of(reading: Reading) -> str:
    """The subject of its mail: the community and which report it is."""
    with override(reading.language):
        return _("%(community)s: %(report)s") % {"community": reading.community, "report": reading.heading}


def as_text(reading: Reading, base: str, *, way_back: bool = True) -> str:
    """Plain text: a line for each row of a table, whole addresses (`base` is scheme and host).

    Without `way_back` the line that leads to its page is left to whoever frames it.
    """
    with override(reading.language):
        parts = [f"【{reading.community}】{reading.heading}" if _is_chinese(reading) else subject_of(reading)]
        if reading.note:
            parts.append(unmarked(reading.note))
        parts += [_chapter(chapter, base, chinese=_is_chinese(reading)) for chapter in reading.chapters]
        parts += [_("Whole report: %(url)s") % {"url": base + reading.url}] if way_back else []
        return "\n\n".join(parts) + "\n"


def as_markdown(reading: Reading, base: str) -> str:
    """Markdown with tables."""
    with override(reading.language):
        lines = [f"# {reading.heading}", "", reading.community, ""]
        if reading.note:
            lines += [reading.note, ""]
        for chapter in reading.chapters:
            lines += [f"## {chapter.title}", ""]
            for one in chapter.passages:
                lines += _marked(one, base)
        return "\n".join(lines).rstrip() + "\n"


def passage_markdown(one: Said) -> str:
    """What a passage says by itself as Markdown, without its title and links: what somebody begins to edit."""
    lines: list[str] = []
    for sentence in one.sentences:
        lines += [_safe(sentence), ""]
    if one.rows:
        width = max(map(len, one.rows))
        rights = right_columns(one.rows)
        lines += [_line([*one.head, *([""] * width)][:width])]
        lines += [_line(["---:" if right else "---" for right in rights])]
        lines += [_line(row) for row in one.rows]
    return "\n".join(lines).strip()


def unmarked(markdown: str) -> str:
    """Markdown as it is read without its marks: emphasis, headings and quotes bare, links as words and address."""
    bare = _LINK.sub(r"\1 \2", _MARKED.sub("", markdown))
    return _EMPHASIS.sub(r"\2", bare).strip()


def numeric(cell: str) -> bool:
    """Whether a cell holds a figure, which stands at the right: it begins with a digit, a sign or an arrow; no day."""
    return bool(cell) and not _DAY.match(cell) and (cell[0].isdigit() or cell[0] in "+\u2212±▲▼—-")


def is_bars(cell: str) -> bool:
    """Whether a cell is a small drawing of bars."""
    return bool(cell) and set(cell) <= _BARS


def right_columns(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Which columns hold figures in every row."""
    return [all(numeric(cell) for cell in column) for column in zip(*rows, strict=False)]


def _chapter(chapter: Chapter, base: str, *, chinese: bool) -> str:
    several = len(chapter.passages) > 1
    return "\n".join(
        [chapter.title, *(_passage(one, base, several=several, chinese=chinese) for one in chapter.passages)]
    )


def _passage(one: Said, base: str, *, several: bool, chinese: bool) -> str:
    lines = [f"〔{one.title}〕"] if several and one.title else []
    if one.is_edited:
        return "\n".join([*lines, unmarked(one.text)])
    lines += one.sentences
    lines += ["· " + _row(one.head, row, chinese=chinese) for row in one.rows]
    lines += [f"· {title} {_whole(address, base)}" for title, address in one.links]
    return "\n".join(lines)


def _row(head: Sequence[str], row: Sequence[str], *, chinese: bool) -> str:
    """One row in one line: its first two cells, the others in brackets under the names of their columns, bars last."""
    colon, comma, opens, closes = ("：", "，", "（", "）") if chinese else (": ", ", ", " (", ")")
    names = [*head, *([""] * len(row))]
    bars = [cell for cell in row[2:] if is_bars(cell)]
    told = [(names[at], cell) for at, cell in enumerate(row) if at > 1 and cell not in {"", "—", *bars}]
    rest = comma.join(f"{name[:1].lower()}{name[1:]} {cell}".strip() for name, cell in told)
    words = colon.join(cell for cell in row[:2] if cell)
    return " ".join([f"{words}{opens}{rest}{closes}" if rest else words, *bars])


def _marked(one: Said, base: str) -> list[str]:
    lines = [f"### {one.title}", ""] if one.title else []
    lines += [one.text if one.is_edited else passage_markdown(one), ""]
    if one.links and not one.is_edited:
        lines += [*(f"- [{_safe(title)}]({_whole(address, base)})" for title, address in one.links), ""]
    return lines


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell if cell.startswith("---") else _safe(cell) for cell in cells) + " |"


def _safe(text: str) -> str:
    """Words without what Markdown would take for its own marks."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text)


def _whole(address: str, base: str) -> str:
    return base + address if address.startswith("/") else address


def _is_chinese(reading: Reading) -> bool:
    return reading.language.startswith("zh")
