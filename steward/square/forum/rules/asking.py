"""The grammar of the search box: words, "phrases", -words and filters, in English and Chinese.

    弹幕 in:help by:莫迪 tag:docs kind:question is:unanswered before:2026-01-01 -draft "exact words"

A colon may be full-width, a value may be quoted. What is not a filter is a word; what is nearly one brings a hint.
"""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from steward.square.forum.enums import TopicKind

#: Filters as they are typed.
KEYS = {
    "in": "in", "category": "in", "版块": "in", "分类": "in",
    "by": "by", "author": "by", "from": "by", "作者": "by",
    "tag": "tag", "标签": "tag",
    "kind": "kind", "类型": "kind",
    "is": "is", "状态": "is",
    "before": "before", "之前": "before", "早于": "before",
    "after": "after", "之后": "after", "晚于": "after", "since": "after",
}  # fmt: skip
STATES = {
    "unanswered": "unanswered", "未回答": "unanswered", "待解决": "unanswered", "待回答": "unanswered",
    "answered": "answered", "已回答": "answered", "已解决": "answered", "已采纳": "answered", "accepted": "answered",
    "featured": "featured", "精华": "featured", "加精": "featured",
    "locked": "locked", "锁定": "locked", "已锁定": "locked",
    "mine": "mine", "我的": "mine",
    "unread": "unread", "未读": "unread",
    "bookmarked": "bookmarked", "收藏": "bookmarked", "已收藏": "bookmarked",
}  # fmt: skip
KINDS = {kind.value: kind.value for kind in TopicKind} | {
    "讨论": "discussion", "提问": "question", "问题": "question", "公告": "announcement", "投票": "poll",
    "接龙": "chain",
}  # fmt: skip
#: The words one is told of when a value is none of them.
SHOWN_STATES = ("unanswered", "answered", "featured", "locked", "mine", "unread", "bookmarked")
LONGEST = 300

_TERM = re.compile(r'(-?)(?:([^\s:："“”-][^\s:："“”]{0,20})[:：])?(?:["“”]([^"“”]*)["“”]|(\S+))')
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?)?[年月]?$")


@dataclass(slots=True)
class Asked:
    """What somebody asks for. Names are as typed; whoever searches finds what they stand for."""

    words: list[str] = field(default_factory=list)  # phrases keep their quotation marks
    without: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    before: date | None = None  # earlier than this day
    after: date | None = None  # this day or later
    hints: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What the index is asked for."""
        return " ".join(self.words)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        narrowed = self.categories or self.authors or self.tags or self.kinds or self.states or self.before
        return not (self.words or narrowed or self.after)


def parse(query: str) -> Asked:
    """Read what was typed; never fails: what cannot be used is left out and said in `hints`."""
    asked = Asked()
    if len(query) > LONGEST:
        asked.hints.append(_("Only the first %(count)s characters were searched for.") % {"count": LONGEST})
    for minus, key, quoted, word in _TERM.findall(query[:LONGEST]):
        _term(asked, bool(minus), key, quoted, word)
    if asked.before and asked.after and asked.before <= asked.after:
        asked.hints.append(_("“before” is not later than “after”: nothing can lie between them."))
    return asked


def _term(asked: Asked, minus: bool, key: str, quoted: str, word: str) -> None:  # noqa: FBT001 — a part of the term
    value = (quoted or word).strip()
    if not value:
        return
    name = KEYS.get(key.casefold())
    if name is None:
        whole = f"{key}:{value}" if key else value
        _word(asked, minus, f'"{whole}"' if quoted else whole)
        if key and (near := difflib.get_close_matches(key.casefold(), KEYS, 1, 0.7)):
            asked.hints.append(_("Did you mean “%(near)s:”?") % {"near": near[0]})
    elif minus:
        asked.hints.append(_("“%(term)s” cannot be left out; only words can.") % {"term": f"{key}:{value}"})
    else:
        _FILTERS[name](asked, value)


def _word(asked: Asked, minus: bool, word: str) -> None:  # noqa: FBT001 — a part of the term
    (asked.without if minus else asked.words).append(word)


def _kind(asked: Asked, value: str) -> None:
    if kind := KINDS.get(value.casefold()):
        asked.kinds.append(kind)
    else:
        _unknown(asked, "kind", value, tuple(TopicKind.values))


def _state(asked: Asked, value: str) -> None:
    if state := STATES.get(value.casefold()):
        asked.states.append(state)
    else:
        _unknown(asked, "is", value, SHOWN_STATES)


def _unknown(asked: Asked, name: str, value: str, known: tuple[str, ...]) -> None:
    sentence = _("“%(term)s” means nothing here. What works: %(known)s.")
    asked.hints.append(sentence % {"term": f"{name}:{value}", "known": ", ".join(known)})


def _before(asked: Asked, value: str) -> None:
    asked.before = _day(asked, "before", value) or asked.before


def _after(asked: Asked, value: str) -> None:
    asked.after = _day(asked, "after", value) or asked.after


def _day(asked: Asked, name: str, value: str) -> date | None:
    """2026, 2026-01 and 2026-01-31, also with slashes or 年月日."""
    found = _DATE.match(value)
    try:
        if found:
            return date(*(int(part or 1) for part in found.groups()))
    except ValueError:
        pass
    term = f"{name}:{value}"
    asked.hints.append(_("“%(term)s” is not a day. Write it like 2026-01-31.") % {"term": term})
    return None


_FILTERS: dict[str, Callable[[Asked, str], None]] = {
    "in": lambda asked, value: asked.categories.append(value),
    "by": lambda asked, value: asked.authors.append(value),
    "tag": lambda asked, value: asked.tags.append(value.lstrip("#")),
    "kind": _kind,
    "is": _state,
    "before": _before,
    "after": _after,
}
