"""The chapters of a report: which places each holds, in the order of the house style."""

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from steward.direction.reports.enums import Period, Style

#: (title, places); a place of a part that no chapter names comes in the last but one.
Plan = tuple[tuple[str, tuple[str, ...]], ...]

RESULTS = gettext_noop("What the last decisions did")
GOALS = gettext_noop("Where the goals stand")

_CHINESE: dict[str, Plan] = {
    Period.DAY: (
        (RESULTS, ("results",)),
        (gettext_noop("Figures"), ("numbers", "goals", "people")),
        (gettext_noop("Content and events"), ("content",)),
        (gettext_noop("Problems and warnings"), ("moves", "order")),
        (gettext_noop("Feedback of members"), ("voices",)),
        (gettext_noop("Plan for tomorrow"), ("plan",)),
    ),
    Period.WEEK: (
        (RESULTS, ("results",)),
        (gettext_noop("How far the goals are"), ("goals",)),
        (gettext_noop("Figures, trends, period on period"), ("numbers", "people")),
        (gettext_noop("Best content and topics"), ("content",)),
        (gettext_noop("Sanctions and appeals"), ("order",)),
        (gettext_noop("Feedback of members"), ("voices",)),
        (gettext_noop("Risks and unusual moves"), ("moves",)),
        (gettext_noop("Plan for next week"), ("plan",)),
    ),
    Period.MONTH: (
        (RESULTS, ("results",)),
        (gettext_noop("How far the goals are"), ("goals",)),
        (gettext_noop("Figures, trends, period on period"), ("numbers",)),
        (gettext_noop("How members moved, and who stays"), ("people",)),
        (gettext_noop("Best content and topics"), ("content",)),
        (gettext_noop("Sanctions and appeals"), ("order",)),
        (gettext_noop("Feedback of members"), ("voices",)),
        (gettext_noop("Risks and unusual moves"), ("moves",)),
        (gettext_noop("Plan for next month"), ("plan",)),
    ),
}
_PLAIN: Plan = (
    (RESULTS, ("results",)),
    (GOALS, ("goals",)),
    (gettext_noop("What moved and why"), ("numbers", "moves", "people")),
    (gettext_noop("What members said"), ("voices", "content")),
    (gettext_noop("Order in the community"), ("order",)),
    (gettext_noop("What comes next"), ("plan",)),
)
_NUMERALS = "一二三四五六七八九十"


def chapters(style: str, period: str) -> Plan:
    """The chapters of this style and period."""
    return _CHINESE[period] if style == Style.CHINESE else _PLAIN


def places(style: str, period: str) -> tuple[str, ...]:
    """Every place in the order of reading."""
    return tuple(place for _title, held in chapters(style, period) for place in held)


def numbered(style: str, number: int, title: str) -> str:
    """The title as it is written: "一、数据" and "1. Figures" in the Chinese house style, bare in the plain one."""
    said = _(title)
    if style != Style.CHINESE:
        return said
    if (get_language() or "").startswith("zh"):
        return f"{_NUMERALS[number - 1]}、{said}"
    return f"{number}. {said}"
