"""A change in two sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from steward.foundation.kernel.chance import Interval
from steward.foundation.kernel.contracts import Done
from steward.foundation.ui.formats import number, signed
from steward.stream.insights.enums import Unit
from steward.stream.insights.explaining.parts import Cell, Share, Whole
from steward.stream.insights.explaining.standing import Standing
from steward.stream.insights.metrics.definition import Metric
from steward.stream.insights.queries.answers import Point
from steward.stream.insights.queries.overview import told

#: What the team did counts as unusual from this weight on.
HEAVY = 2.0
_MOST_DEEDS = 2


@dataclass(frozen=True, slots=True)
class Story:
    """What the sentences are written from. `standing` is the dimension and the parts that explain, if any do."""

    metric: Metric
    now: Point
    before: Point
    expected: Interval | None
    beyond_noise: bool
    whole: Whole | None
    standing: tuple[str, Standing] | None
    names: dict[object, str]
    cells: Sequence[Cell]
    deeds: Sequence[Done]

    @property
    def heavy(self) -> list[Done]:
        """What the team did that may well have moved the number."""
        return [done for done in self.deeds if done.weight >= HEAVY]

    @property
    def rose(self) -> bool:
        """Whether the value is higher than before."""
        return (self.now.value or 0) > (self.before.value or 0)


def sentences(story: Story) -> tuple[str, str]:
    """How it moved, and why."""
    return _moved(story), _why(story)


def _moved(story: Story) -> str:
    now, before = (told(story.metric, point.value) for point in (story.now, story.before))
    words = {"name": story.metric.name, "now": now, "before": before}
    if story.now.value is None or story.before.value is None:
        return _("%(name)s was %(now)s and %(before)s before: one of the two is unknown.") % words
    if now == before:
        movement = _("%(name)s stayed at %(now)s") % words
    elif story.rose:
        movement = _("%(name)s rose from %(before)s to %(now)s") % words
    else:
        movement = _("%(name)s fell from %(before)s to %(now)s") % words
    return _("%(movement)s, %(judgement)s.") % {"movement": movement, "judgement": _judgement(story)}


def _judgement(story: Story) -> str:
    if story.expected is None:
        return _("more than chance explains") if story.beyond_noise else _("no more than chance explains")
    words = {"range": range_of(story.metric, story.expected)}
    if not story.beyond_noise:
        return _("within what chance and season allow (%(range)s)") % words
    if (story.now.value or 0) < story.expected.low:
        return _("below what the season allows (%(range)s)") % words
    return _("above what the season allows (%(range)s)") % words


def range_of(metric: Metric, expected: Interval) -> str:
    """The values that lie inside: whole ones where things are counted."""
    high = min(expected.high, 1.0) if metric.unit is Unit.SHARE else expected.high
    low = expected.low if metric.key == "net" else max(expected.low, 0.0)
    if metric.unit in {Unit.MEMBERS, Unit.ACTIVITIES, Unit.THREADS} and ceil(low) <= floor(high):
        low, high = ceil(low), floor(high)
    return f"{told(metric, low)}–{told(metric, high)}"


def _why(story: Story) -> str:
    if story.now.value is None or story.before.value is None:
        return _("There is no difference to take apart.")
    if not story.beyond_noise:
        return _("There is nothing to explain.")
    if told(story.metric, story.now.value) == told(story.metric, story.before.value):
        return _("The days before were as unusual, so there is no difference between the two to take apart.")
    return _found(story)


def _found(story: Story) -> str:
    if story.whole is None:
        return _whole_only(story)
    if story.standing:
        return _explained(story, *story.standing)
    if story.heavy:
        return _("It is spread over channels and members; what the team did then: %(deeds)s.") % {
            "deeds": _deeds(story)
        }
    if story.rose:
        return _(
            "It is unexplained: the gain is spread evenly over channels and members, and the team did nothing unusual"
            " in those days."
        )
    return _(
        "It is unexplained: the loss is spread evenly over channels and members, and the team did nothing unusual in"
        " those days."
    )


def _whole_only(story: Story) -> str:
    if story.heavy:
        return _("It cannot be taken apart into members and channels; what the team did then: %(deeds)s.") % {
            "deeds": _deeds(story)
        }
    return _("It cannot be taken apart into members and channels, and the team did nothing unusual in those days.")


def _deeds(story: Story) -> str:
    form = pgettext("day in a sentence", "j F")
    said = [f"{done.text} ({date_format(done.at, form)})" for done in story.heavy[:_MOST_DEEDS]]
    return pgettext("between items of a list", ", ").join(said)


def _explained(story: Story, dimension: str, standing: Standing) -> str:
    assert story.whole is not None
    assert story.whole.difference is not None
    count = len(standing.parts)
    words = {
        "num": count,
        "part": amount(story.metric, standing.contribution),
        "whole": amount(story.metric, story.whole.difference),
        "list": pgettext("between items of a list", ", ").join(_did(story, part) for part in standing.parts),
    }
    text = _pattern(dimension, count, all_of_it=standing.share >= 1) % words
    return _("%(text)s.") % {"text": text + _people(story, dimension, standing)}


def _pattern(dimension: str, count: int, *, all_of_it: bool) -> str:
    if dimension == "channel" and all_of_it:
        return ngettext(
            "One channel explains all of the %(whole)s: %(list)s",
            "%(num)s channels explain all of the %(whole)s: %(list)s", count,
        )  # fmt: skip
    if dimension == "channel":
        return ngettext(
            "One channel explains %(part)s of the %(whole)s: %(list)s",
            "%(num)s channels explain %(part)s of the %(whole)s: %(list)s", count,
        )  # fmt: skip
    if dimension == "segment" and all_of_it:
        return ngettext(
            "One segment explains all of the %(whole)s: %(list)s",
            "%(num)s segments explain all of the %(whole)s: %(list)s", count,
        )  # fmt: skip
    if dimension == "segment":
        return ngettext(
            "One segment explains %(part)s of the %(whole)s: %(list)s",
            "%(num)s segments explain %(part)s of the %(whole)s: %(list)s", count,
        )  # fmt: skip
    if all_of_it:
        return ngettext(
            "One kind of activity explains all of the %(whole)s: %(list)s",
            "%(num)s kinds of activity explain all of the %(whole)s: %(list)s", count,
        )  # fmt: skip
    return ngettext(
        "One kind of activity explains %(part)s of the %(whole)s: %(list)s",
        "%(num)s kinds of activity explain %(part)s of the %(whole)s: %(list)s", count,
    )  # fmt: skip


def _did(story: Story, part: Share) -> str:
    words = {"name": story.names.get(part.key, ""), "amount": amount(story.metric, part.contribution)}
    if story.metric.unit is Unit.SHARE:
        sign = "+" if part.contribution > 0 else "\u2212"
        return _("%(name)s %(amount)s") % {"name": words["name"], "amount": sign + words["amount"]}
    if part.contribution > 0:
        return _("%(name)s gained %(amount)s") % words
    return _("%(name)s lost %(amount)s") % words


def _people(story: Story, dimension: str, standing: Standing) -> str:
    """Who came and who left there; only where what is counted are members, each once."""
    if story.metric.unit is not Unit.MEMBERS or story.whole is None:
        return ""
    scale = story.whole.scale
    chosen = {part.key for part in standing.parts}
    counts: dict[str, Fraction] = {}
    for cell in story.cells:
        if getattr(cell, dimension) in chosen:
            there = cell.top0 * scale.before if cell.who == "left" else cell.top1 * scale.now
            counts[cell.who] = counts.get(cell.who, Fraction(0)) + there
    left, new, back = (counts.get(who, Fraction(0)) for who in ("left", "new", "returned"))
    if not (left or new or back):
        return ""
    if not story.rose and not new and not back:
        return _("; nobody new came in their place")
    words = {"left": _plain(left), "new": _plain(new), "back": _plain(back)}
    if story.rose:
        return _("; %(new)s new, %(back)s back after a pause") % words
    return _("; %(left)s went, %(new)s came new and %(back)s came back") % words


def amount(metric: Metric, value: Fraction | float) -> str:
    """The size of a difference, without its sign: a number, or points of a share."""
    if metric.unit is Unit.SHARE:
        return _("%(points)s points") % {"points": _plain(abs(float(value)) * 100)}
    return _plain(abs(float(value)))


def change(metric: Metric, value: float | None) -> str:
    """A difference with its sign."""
    if value is None or metric.unit is not Unit.SHARE:
        return signed(None if value is None else round(value, 1), 0 if _is_whole(value) else 1)
    return _("%(points)s points") % {"points": signed(round(value * 100, 1), 1)}


def _is_whole(value: float | None) -> bool:
    return value is None or float(round(value, 1)).is_integer()


def _plain(value: Fraction | float) -> str:
    rounded = round(float(value), 1)
    return number(rounded, 0 if rounded.is_integer() else 1)
