"""How members moved between stages, and who stays: the parts about people."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from steward.foundation.kernel.contracts import Passage
from steward.foundation.ui.formats import number, percent, signed
from steward.people.access.public import Viewer
from steward.stream.insights.public import measure, stage_names

#: Members by their stage of life at the beginning and at the end of some days.
Flows = dict[tuple[str, str], int]
#: The stage of who was not there yet.
NOT_YET = "none"
WEEKS_BACK = 12
OLDEST = 8
#: Below so many newcomers a curve says more about single people than about the community.
FLOOR = 5
_BAR = 12


def flows_of(viewer: Viewer, since: date, until: date) -> Flows:
    """(stage before, stage now) → members, over the whole days from `since` to the one before `until`."""
    rows = measure(viewer, ["flows"], since=since, until=until, series=False)["flows"].rows
    return {(str(row["before"]), str(row["now"])): int(row["members"]) for row in rows}


def flows_passage(flows: Flows) -> Passage | None:
    """How many members are in each stage of life, beside the beginning of the days; None when nobody moved."""
    if all(before == now for before, now in flows):
        return None
    rows = []
    for key, name in stage_names().items():
        was = sum(members for (before, _now), members in flows.items() if before == key)
        now = sum(members for (_before, after), members in flows.items() if after == key)
        if key != NOT_YET and (was or now):
            rows.append((name, number(now), number(was), signed(now - was)))
    gone = sum(members for (before, now), members in flows.items() if now == "lost" and before not in {"lost", NOT_YET})
    back = sum(members for (before, now), members in flows.items() if now == "regained" and before != "regained")
    said = _("%(gone)s members were lost, %(back)s came back.") % {"gone": number(gone), "back": number(back)}
    head = (_("Stage"), _("This time"), _("Last time"), pgettext("a figure against the last one", "Change"))
    return Passage(_("How members moved between stages"), (said,), head, tuple(rows))


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
