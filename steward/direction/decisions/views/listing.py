"""The list of decisions: the team's memory."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from steward.direction.decisions.enums import MAKE, WATCH, Kind, State, Verdict
from steward.direction.decisions.forms import owners
from steward.direction.decisions.models import Resolution
from steward.direction.decisions.queries.listing import Memory, memory, resolutions
from steward.direction.decisions.queries.metrics import choosable, written
from steward.direction.decisions.queries.telling import states
from steward.direction.decisions.views.charts import spark
from steward.foundation.ui.formats import percent
from steward.foundation.ui.render import render
from steward.foundation.ui.tables import Column, Filter, Table, TableState, export_csv
from steward.people.access.public import viewer_in

#: Judged decisions from which on their share says something.
ENOUGH = 5


def metrics() -> Sequence[tuple[str, Any]]:
    """Metrics one can decide about."""
    return [(one.key, one.name) for one in choosable()]


def outcome(row: Resolution) -> str:
    """The verdict in words, for the file."""
    return str(Verdict(row.verdict).label) if row.verdict else ""


DECISIONS = Table(
    key="decisions",
    caption=pgettext_lazy("about a number", "Decisions"),
    sort="-made_at",
    search=("statement__icontains", "reason__icontains", "lesson__icontains"),
    search_label=_("Search decisions"),
    columns=(
        Column(
            "statement", pgettext_lazy("about a number", "Decision"), order=("statement",),
            cell="decisions/cells.jinja#statement", lead=True,
        ),
        Column("kind", _("Kind"), order=("kind",), value=lambda row: row.get_kind_display(), shown=False),
        Column(
            "metric", pgettext_lazy("about a number", "Number"), order=("metric",), cell="decisions/cells.jinja#course",
            export=lambda row: " · ".join(part for part in (row.told.metric_name, row.told.place) if part),
        ),
        Column(
            "baseline", pgettext_lazy("about a number", "Before"), shown=False,
            value=lambda row: written(row.metric, row.baseline),
        ),
        Column("expected", _("Expected"), shown=False, value=lambda row: written(row.metric, row.expected)),
        Column("effect", _("Effect"), cell="decisions/cells.jinja#effect", export=lambda row: row.told.effect),
        Column("verdict", _("Outcome"), order=("verdict",), cell="decisions/cells.jinja#outcome", export=outcome),
        Column("due", _("Its day"), order=("due",), kind="day"),
        Column(
            "owner", _("Owner"), order=("owner__name",),
            value=lambda row: row.owner.display_name if row.owner else "",
        ),
        Column("made_at", pgettext_lazy("about a number", "Decided"), order=("made_at",), kind="ago"),
    ),
    filters=(
        Filter("state", _("State"), State.choices, lookup="state"),
        Filter("kind", _("Kind"), Kind.choices, lookup="kind"),
        Filter("metric", pgettext_lazy("about a number", "Number"), metrics, lookup="metric"),
        Filter("verdict", _("Outcome"), Verdict.choices, lookup="verdict"),
        Filter("owner", _("Owner"), owners, lookup="owner"),
    ),
)  # fmt: skip


@require_safe
def decisions(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Every decision with what came of it; as a file with `?format=csv`."""
    viewer = viewer_in(request)
    rows = resolutions(viewer)
    if request.GET.get("format") == "csv":
        state = TableState.parse(DECISIONS, request.GET)
        chosen = DECISIONS.ordered(DECISIONS.narrowed(rows, state), state)
        return export_csv(DECISIONS, _told(list(chosen)), DECISIONS.chosen(state))
    page = DECISIONS.page(request, rows)
    _told(page.rows)
    balance = memory(viewer)
    context = {"page": page, "balance": balance, "summary": summary(balance)}
    return render(request, "decisions/list.jinja", context | {"may_make": viewer.can(MAKE) or viewer.can(WATCH)})


def _told(rows: list[Any]) -> list[Any]:
    """The rows, each with its state and its small picture."""
    for row, told in zip(rows, states(rows), strict=True):
        row.told, row.spark = told, spark(told)
        row.told_before = written(row.metric, told.baseline)
        row.told_expected = written(row.metric, told.expected) if told.expected is not None else ""
        # What single members did is of another size than the number: its effect says enough.
        alike = told.after is not None and told.per == "step"
        row.told_after = written(row.metric, told.after) if alike else ""
        row.told_effect, row.told_range = told.effect_words, told.range_words
    return rows


def summary(found: Memory) -> tuple[str, ...]:
    """The balance in sentences; none before anything was measured."""
    if not found.measured:
        return ()
    came = [
        words % {"n": count}
        for words, count in (
            (_now("%(n)s worked"), found.worked),
            (_now("%(n)s did not work"), found.did_not),
            (_now("%(n)s cannot be told"), found.cannot_tell),
        )
        if count
    ]
    words = ngettext("%(n)s decision measured: %(came)s.", "%(n)s decisions measured: %(came)s.", found.measured)
    text = words % {"n": found.measured, "came": pgettext("between items of a list", ", ").join(came)}
    if found.met.interval is None or found.met.size < ENOUGH:
        return (text,)
    share = {"share": percent(found.met.value), "low": percent(found.met.low), "high": percent(found.met.high)}
    return text, _now("Expectations were met in %(share)s (%(low)s to %(high)s).") % share
