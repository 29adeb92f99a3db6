"""How members moved between stages, and who stays: the parts about people."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from steward.direction.reports.queries.figures import Figure
from steward.direction.reports.queries.sentences import change_words, figure_words, name_of, value_words
from steward.foundation.kernel.contracts import Passage
from steward.foundation.ui.formats import number, percent
from steward.people.access.public import Viewer
from steward.stream.insights.public import measure

#: The stages a member goes through, in their order; those the catalogue has are shown.
STAGES = ("new", "returning", "resurrected", "dormant")
WEEKS_BACK = 12
OLDEST = 8
#: Below so many newcomers a curve says more about single people than about the community.
FLOOR = 5
_BAR = 12


def flows_passage(found: list[Figure]) -> Passage | None:
    """How many members went into each stage, beside the period before; None when nobody did."""
    stages = [figure for key in STAGES for figure in found if figure.key == key]
    if not any(figure.value for figure in stages):
        return None
    rows = tuple(
        (name_of(one), figure_words(one), value_words(one.unit, one.before), change_words(one, one.before))
        for one in stages
        if one.value or one.before
    )
    return Passage(
        _("How members moved between stages"),
        (),
        (_("Stage"), _("This time"), _("Last time"), _("Since then")),
        rows,
    )


def curve_of(viewer: Viewer, until: date) -> list[tuple[int, float, float]]:
    """(week after joining, who were active, newcomers known so long) over the newcomers of the last twelve weeks."""
    since = until - timedelta(weeks=WEEKS_BACK)
    rows = measure(viewer, ["retention"], since=since, until=until, series=False)["retention"].rows
    by_age: dict[int, list[float]] = {}
    for row in rows:
        if row["size"] and 0 < row["age"] <= OLDEST:
            sums = by_age.setdefault(int(row["age"]), [0.0, 0.0])
            sums[0] += row["members"] or 0
            sums[1] += row["size"]
    return [(age, stayed, size) for age, (stayed, size) in sorted(by_age.items()) if size >= FLOOR]


def curve_passage(curve: list[tuple[int, float, float]]) -> Passage | None:
    """The retention curve as a table with bars; None for fewer than two points."""
    if len(curve) < 2:
        return None
    rows = tuple(
        (
            _("week %(n)s") % {"n": age},
            f"{percent(stayed / size)} ({number(stayed)}/{number(size)})",
            "█" * max(1, round(stayed / size * _BAR)) if stayed else "",
        )
        for age, stayed, size in curve
    )
    age, stayed, size = curve[min(3, len(curve) - 1)]
    sentence = _("Of the newcomers of the last %(weeks)s weeks %(share)s were still active in week %(n)s.")
    told = {"weeks": WEEKS_BACK, "share": percent(stayed / size), "n": age}
    return Passage(
        _("Who stays: the retention curve"), (sentence % told,), (_("After joining"), _("Still active"), ""), rows
    )
