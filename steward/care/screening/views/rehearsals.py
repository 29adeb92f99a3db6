"""A rehearsal: how far it is, and what came of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from steward.care.screening.models import Rehearsal
from steward.care.screening.queries.places import names_of
from steward.care.screening.queries.rules import rehearsal_for
from steward.care.screening.records import reasons_of
from steward.care.screening.rules import MANAGE, pieces
from steward.foundation.kernel.chance import wilson
from steward.foundation.ui.charts import Bars, Series
from steward.foundation.ui.render import render
from steward.people.access.public import viewer_in

#: So many channels are drawn; further ones are added up.
_MOST_PLACES = 12
#: A picture with more days than this shows weeks.
_MOST_DAYS = 62


@require_safe
def rehearsal_page(request: HttpRequest, rehearsal_id: int) -> HttpResponse:
    """How many it would have hit, where and when, samples, and where people decided otherwise."""
    viewer = viewer_in(request)
    row = rehearsal_for(viewer, rehearsal_id)
    names = names_of({*row.counts.get("places", {}), *(f"channel:{one['channel']}" for one in row.samples)})
    context = {
        "rehearsal": row, "rule": row.rule, "may": viewer.can(MANAGE),
        "days": _days(row) if row.hits else None, "places": _places(row.counts.get("places", {}), names),
        "samples": [_shown(one, names) for one in row.samples], "agreement": _agreement(row.agreement),
        "newest": row.version == row.rule.version,
    }  # fmt: skip
    return render(request, "screening/rehearsal.jinja", context)


def _days(row: Rehearsal) -> Bars:
    """Hits by day, or by week where there are many days."""
    last = (row.done_at or row.asked_at).date()
    counts = {date.fromisoformat(day): count for day, count in row.counts["days"].items()}
    first = max(min(counts), last - timedelta(days=row.days))
    step = 1 if (last - first).days <= _MOST_DAYS else 7
    first -= timedelta(days=first.weekday() if step == 7 else 0)
    bins: dict[date, float | None] = {}
    for at in range(0, (last - first).days + 1, step):
        day = first + timedelta(days=at)
        bins[day] = sum(count for one, count in counts.items() if day <= one < day + timedelta(days=step))
    sentence = ngettext("%(num)s message would have been hit", "%(num)s messages would have been hit", row.hits)
    return Bars(
        key="days",
        title=sentence % {"num": formats.number_format(row.hits, force_grouping=True)},
        categories=[formats.date_format(day, "SHORT_DATE_FORMAT") for day in bins],
        series=[Series(_("Hits in a week") if step == 7 else _("Hits in a day"), list(bins.values()))],
    )


def _places(counts: Mapping[str, int], names: Mapping[str, str]) -> Bars | None:
    """Hits by channel, the most first; None where there is only one."""
    ordered = sorted(counts.items(), key=lambda one: -one[1])
    if len(ordered) < 2:
        return None
    shown, others = ordered[:_MOST_PLACES], sum(count for _place, count in ordered[_MOST_PLACES:])
    labels = [names[place] for place, _count in shown] + ([_("others")] if others else [])
    values: list[float | None] = [count for _place, count in shown]
    return Bars(
        key="places",
        title=_("Most of them in %(channel)s") % {"channel": labels[0]},
        categories=labels,
        series=[Series(_("Hits"), values + ([others] if others else []))],
        lying=True,
    )


def _agreement(counts: Mapping[str, int]) -> dict[str, Any] | None:
    """What people had decided about what the rule would have hit, and about what it would have left; None: nothing."""
    both, only_rule, only_people = (counts.get(name, 0) for name in ("both", "only_rule", "only_people"))
    if not sum(counts.values()):
        return None
    return {
        "both": both, "only_rule": only_rule, "only_people": only_people, "neither": counts.get("neither", 0),
        "right": both / (both + only_rule) if both + only_rule else None, "range": wilson(both, both + only_rule),
    }  # fmt: skip


def _shown(one: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    reasons = reasons_of(one["reasons"])
    return {
        **one, "at": datetime.fromisoformat(one["at"]), "reasons": reasons,
        "pieces": pieces(one["excerpt"], reasons, starts=one["starts"]),
        "title": pieces(one["title"], reasons, field="title"), "cut": one["starts"] > 0,
        "place": names[f"channel:{one['channel']}"],
    }  # fmt: skip
