"""Files of answers as 金数据, 问卷星 and others export them. Pure: bytes in, rows out."""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from steward.foundation.kernel.ruling import Invalid
from steward.square.surveys.enums import LARGEST_FILE, LONGEST_COMMENT, MOST_ROWS
from steward.square.surveys.errors import no_score_column, too_large, unreadable
from steward.square.surveys.records import AnswerRow, BadRow, ReadFile

#: Words a heading holds, the surest first.
_SCORE = (
    "score", "nps", "评分", "打分", "分数", "得分", "推荐", "rating", "how likely", "recommend", "可能性", "满意度",
)  # fmt: skip
_COMMENT = ("comment", "why", "reason", "feedback", "原因", "理由", "评论", "建议", "为什么", "意见", "反馈")
_DATE = ("提交时间", "提交答卷时间", "填写时间", "答题时间", "submitted", "date", "日期", "时间", "time", "created")
_NUMBER = ("序号", "编号", "serial", "response id", "answer id")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")


def read_answers(data: bytes, scale: tuple[int, int], today: date) -> ReadFile:
    """The rows of a CSV file with a heading, told by the names of its columns; rows that do not fit are listed.

    Without a column of days all are of `today`. Raises Invalid where the file is no table or has no scores.
    """
    if len(data) > LARGEST_FILE:
        raise too_large(MOST_ROWS)
    table = _table(data)
    if not table:
        raise unreadable()
    head = [cell.strip() for cell in table[0]]
    places = _places(head)
    if places["score"] is None:
        raise no_score_column(", ".join(head)[:200])
    if len(table) > MOST_ROWS + 1:
        raise too_large(MOST_ROWS)
    rows, bad, seen = [], [], Counter[str]()
    for number, cells in enumerate(table[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            rows.append(_row(cells, places, scale, today, seen))
        except Invalid as problem:
            bad.append(BadRow(number, str(problem)))
    names = {key: head[place] if place is not None else "" for key, place in places.items()}
    return ReadFile(tuple(rows), tuple(bad), names["score"], names["comment"], names["date"])


def _table(data: bytes) -> list[list[str]]:
    """The cells of the file in UTF-8, UTF-16 with a mark, or GB 18030, whatever parts them."""
    marked = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding).replace("\0", "")
            break
        except UnicodeDecodeError:
            continue
    else:
        raise unreadable()
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise unreadable() from None


def _places(head: Sequence[str]) -> dict[str, int | None]:
    """Where scores, comments, days and numbers of rows stand; a column serves once."""
    found: dict[str, int | None] = {}
    for key, words in (("date", _DATE), ("number", _NUMBER), ("comment", _COMMENT), ("score", _SCORE)):
        found[key] = _column(head, words, {place for place in found.values() if place is not None})
    return found


def _column(head: Sequence[str], words: Sequence[str], taken: set[int]) -> int | None:
    folded = [name.casefold() for name in head]
    for word in words:
        for exact in (True, False):
            for place, name in enumerate(folded):
                if place not in taken and (name == word if exact else word in name):
                    return place
    return None


def _row(
    cells: Sequence[str], places: dict[str, int | None], scale: tuple[int, int], today: date, seen: Counter[str]
) -> AnswerRow:
    def cell(key: str) -> str:
        place = places[key]
        return cells[place].strip() if place is not None and place < len(cells) else ""

    score = _score(cell("score"), scale)
    on = _day(cell("date"), today) if places["date"] is not None else today
    comment = cell("comment")[:LONGEST_COMMENT]
    # The same words twice in one file are two answers; the same file twice is one import.
    told = "\x1f".join((cell("number"), cell("date"), str(score), comment))
    seen[told] += 1
    key = hashlib.sha256(f"{told}\x1f{seen[told]}".encode()).hexdigest()
    return AnswerRow(score, comment, on, key)


def _score(text: str, scale: tuple[int, int]) -> int:
    """The number a cell begins with: "9", "9分", "10 - extremely likely"."""
    low, high = scale
    found = re.match(r"\d{1,3}(?![\d.])", text)
    if found is None or not low <= int(found[0]) <= high:
        raise Invalid(
            _("“%(text)s” is no number from %(low)s to %(high)s.") % {"text": text[:40], "low": low, "high": high}
        )
    return int(found[0])


def _day(text: str, today: date) -> date:
    """A day written year first, as the exports do; never one to come."""
    found = _DAY.search(text)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        day = None
    if day is None or day > today:
        raise Invalid(_("“%(text)s” is no day that has been, year first.") % {"text": text[:40]})
    return day
