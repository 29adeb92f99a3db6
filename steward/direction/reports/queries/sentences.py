"""Numbers as they are read: values, changes, small trends, the passage of figures."""

from collections.abc import Sequence

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from steward.direction.reports.queries.figures import Figure, moved
from steward.foundation.kernel.contracts import Passage
from steward.foundation.ui.formats import duration, number, percent, signed

_BARS = "▁▂▃▄▅▆▇█"
#: Shares below it, and changes in points below it, are written with a decimal.
_SMALL, _MANY = 0.1, 10
#: From so many times an earlier value on, a rate of change says nothing: "+5,600 %" of two members.
_TIMES = 10


def value_words(unit: str, value: float | None) -> str:
    """A value the way its unit is written; "—" for what is unknown."""
    if unit == "share":
        return percent(value, 1 if value and abs(value) < _SMALL else 0)
    if unit == "seconds":
        return duration(value)
    places = 2 if unit == "index" else 0 if value is not None and float(value).is_integer() else 1
    return number(value, places)


def figure_words(figure: Figure) -> str:
    """The value with numerator and denominator where it is a share; marked where it is not final."""
    words = value_words(figure.unit, figure.value)
    parts = (figure.numerator, figure.denominator)
    if (
        figure.unit == "share"
        and figure.value is not None
        and all(part is not None and part == int(part) for part in parts)
    ):
        words += f" ({number(figure.numerator)}/{number(figure.denominator)})"
    return words + ("*" if figure.incomplete else "†" if figure.settling else "")


def change_words(figure: Figure, earlier: float | None) -> str:
    """How far the value is from an earlier one: in points for shares, relative for the rest, absolute from nothing."""
    if figure.value is None or earlier is None:
        return "—"
    difference = figure.value - earlier
    if figure.unit == "share":
        points = round(difference * 100, 1)
        return _("%(n)s pp") % {"n": signed(points, 0 if abs(points) >= _MANY or points == 0 else 1)}
    if figure.key == "net" or earlier <= 0 or figure.value >= _TIMES * earlier:
        return _difference(figure.unit, difference)
    sign = "+" if difference > 0 else "\u2212" if difference < 0 else "±"
    return sign + percent(abs(difference) / earlier)


def _difference(unit: str, difference: float) -> str:
    """How much more or less, in the unit itself."""
    if unit == "seconds":
        return ("+" if difference > 0 else "\u2212") + duration(abs(difference))
    return signed(difference, 0 if float(difference).is_integer() else 1)


def spark(values: Sequence[float | None]) -> str:
    """A line of small bars, the lowest value the lowest bar; "·" for what is unknown."""
    known = [value for value in values if value is not None]
    if len(known) < 2 or max(known) == min(known):
        return ""
    low, high = min(0.0, *known), max(known)
    return "".join(
        "·" if one is None else _BARS[round((one - low) / (high - low) * (len(_BARS) - 1))] for one in values
    )


def name_of(figure: Figure) -> str:
    """What the number is called, in the language that is set."""
    language = "zh-hans" if (get_language() or "").startswith("zh") else "en"
    return figure.names.get(language) or figure.key


def numbers_passage(found: Sequence[Figure]) -> Passage:
    """The figures: two sentences, a table, what the marks mean."""
    by_key = {figure.key: figure for figure in found}
    yearly = any(figure.year is not None for figure in found)
    head = [_("Figure"), _("This time"), _("Last time"), pgettext("a figure against the last one", "Change")]
    head += [_("In a year")] if yearly else []
    rows = [_row(figure, yearly=yearly) for figure in found if figure.value or figure.before]
    sentences = [*_opening(by_key), *_notes(found)]
    return Passage(_("The figures"), tuple(sentences), (*head, _("Trend")), tuple(rows))


def move_sentence(figure: Figure) -> str:
    """What moved, as a sentence."""
    rose = (figure.value or 0) > (figure.before or 0)
    text = _("%(name)s rose from %(before)s to %(now)s.") if rose else _("%(name)s fell from %(before)s to %(now)s.")
    return text % {
        "name": name_of(figure), "before": value_words(figure.unit, figure.before),
        "now": value_words(figure.unit, figure.value),
    }  # fmt: skip


def _row(figure: Figure, *, yearly: bool) -> tuple[str, ...]:
    arrow = ""
    if figure.beyond and figure.value is not None and figure.before is not None:
        arrow = "▲ " if figure.value > figure.before else "▼ "
    cells = [
        name_of(figure), figure_words(figure), value_words(figure.unit, figure.before),
        arrow + change_words(figure, figure.before),
    ]  # fmt: skip
    return (*cells, *([change_words(figure, figure.year)] if yearly else []), spark(figure.trend))


def _opening(by_key: dict[str, Figure]) -> list[str]:
    sentences = []
    joined, departed, net = (by_key.get(key) for key in ("joined", "departed", "net"))
    if joined and departed and net and (joined.value or departed.value):
        told = {"joined": number(joined.value), "left": number(departed.value), "net": signed(net.value)}
        sentences.append(_("%(joined)s joined, %(left)s left: net %(net)s.") % told)
    rate, active = by_key.get("interaction_rate"), by_key.get("active_members")
    if rate and rate.value is not None and rate.denominator:
        told = {"n": number(rate.numerator), "all": number(rate.denominator), "share": value_words("share", rate.value)}
        sentences.append(_("%(n)s of %(all)s members took part: an interaction rate of %(share)s.") % told)
    elif active and active.value:
        sentences.append(_("Members who took part: %(n)s.") % {"n": number(active.value)})
    return sentences


def _notes(found: Sequence[Figure]) -> list[str]:
    notes = []
    if any(figure.incomplete for figure in found):
        notes.append(_("* not over yet: the number will still change."))
    if any(figure.settling for figure in found):
        notes.append(_("† over, but answers may still come."))
    if any(figure.beyond for figure in found):
        notes.append(_("▲▼ moved further than chance alone would."))
    elif not moved(found):
        notes.append(_("Nothing moved beyond chance."))
    return notes
