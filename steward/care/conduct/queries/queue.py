"""The queue: open cases in the order of their priority, one page after the other by keyset."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, pgettext_lazy

from steward.care.clauses.public import REASONS
from steward.care.conduct.enums import CaseState, Source
from steward.care.conduct.models import Case, Signal
from steward.care.conduct.queries.standing import linked_accounts
from steward.care.conduct.queries.subjects import kind_choices
from steward.care.conduct.rules.clocks import is_held
from steward.care.conduct.rules.conflict import REVIEW
from steward.care.conduct.rules.practice import JUDGE
from steward.care.conduct.rules.priority import urgency
from steward.foundation.kernel.ruling import require
from steward.foundation.ui.queries import saved_views
from steward.foundation.ui.tables import Bulk, Column, Filter, Table, TablePage, TableState
from steward.people.access.public import Viewer, allowed
from steward.people.joining.public import Face, faces, identities_of
from steward.square.forum.public import closed_places, places

#: Characters of the words shown in a line.
EXCERPT = 160
#: The badge counts no further.
MOST = 999
Cases = QuerySet[Case]


def open_cases(viewer: Viewer) -> Cases:
    """Every open case of places the viewer moderates that is not about words of their own, under whatever account.

    Raises Forbidden.
    """
    require(allowed(viewer, REVIEW))
    rows = Case.objects.filter(decided_at=None).exclude(place__in=closed_places(viewer))
    mine = [pk for account in (viewer.own_id, *linked_accounts(viewer.own_id)) for pk in identities_of(account)]
    return rows.exclude(author__in=mine) if mine else rows


def waiting_count(viewer: Viewer) -> int:
    """How many open cases nobody works on, counted no further than 999: one small query."""
    rows = Case.objects.filter(decided_at=None, claimed_by=None, state=CaseState.OPEN)
    # In no order: the first 999 that come along are counted, nothing is sorted on every page of the console.
    return rows.order_by().values("pk")[:MOST].count() if viewer.can(REVIEW) else 0


STANDINGS = (
    ("mine", lazy("mine")),
    ("unclaimed", lazy("nobody's")),
    ("late", lazy("late")),
    ("paused", lazy("clock stopped")),
    ("asked", lazy("I am asked")),
    ("held", lazy("held back until decided")),
)


def _by_standing(rows: Cases, values: tuple[str, ...], viewer: Viewer, now: datetime) -> Cases:
    known = {
        "mine": Q(claimed_by=viewer.own_id, claimed_until__gt=now),
        "unclaimed": Q(claimed_by=None) | Q(claimed_until__lte=now),
        "late": Q(state=CaseState.OPEN, due_at__lt=now),
        "paused": Q(state=CaseState.PAUSED),
        "asked": Q(asked_of=viewer.own_id),
        "held": Q(held=True),
    }
    for value in values:
        rows = rows.filter(known[value])
    return rows


def _by_source(rows: Cases, values: tuple[str, ...]) -> Cases:
    return rows.filter(Exists(Signal.objects.filter(case=OuterRef("pk"), source__in=values)))


def _places() -> list[tuple[str, Any]]:
    return [(f"category:{pk}", row.name) for pk, row in sorted(places().rows.items(), key=lambda pair: pair[1].name)]


def search_cases(rows: Cases, words: str) -> Cases:
    """Cases with these words in what was written or its title; a number finds the case of that number."""
    hit = Q(title__icontains=words) | Q(text__icontains=words)
    return rows.filter(hit | Q(pk=int(words)) if words.isdecimal() and len(words) < 18 else hit)


#: What is done with the ticked ones.
_BULK = (
    Bulk(
        lazy("No violation"), "/console/conduct/queue/none/", icon="check",
        confirm=lazy("What was held back is published, reports are dismissed and who sent them is told. "
                     "You can undo it all at once."),
    ),
    Bulk(lazy("Hide under a clause …"), "/console/conduct/queue/hide/", icon="eye-off"),
)  # fmt: skip


def _whole(line: "Line") -> "Line":
    """The line itself: what its cell draws is never blank."""
    return line


def queue_table(viewer: Viewer, now: datetime) -> Table:
    """The table of the queue as this viewer filters it."""
    return Table(
        key="conduct-queue",
        caption=lazy("Open cases"),
        sort="-priority",
        searcher=search_cases,
        search_label=lazy("Words, title or number"),
        exportable=False,
        columns=(
            Column(
                "case", lazy("What it is about"), lead=True, cell="conduct/cells.jinja#about", value=_whole
            ),
            Column("priority", lazy("Urgency"), order=("priority",), cell="conduct/cells.jinja#urgency", value=_whole),
            Column("signals", lazy("Why it is here"), cell="conduct/cells.jinja#signals", value=_whole),
            Column("author", lazy("Written by"), cell="conduct/cells.jinja#author", value=_whole),
            Column("place", lazy("Where"), cell="conduct/cells.jinja#place", value=_whole),
            Column("readers", lazy("Readers"), kind="number", value=lambda line: line.case.readers, shown=False),
            Column("opened_at", pgettext_lazy("of a case", "Since"), order=("opened_at",),
                   cell="conduct/cells.jinja#since", value=_whole),
            Column("claimed", lazy("Taken up by"), cell="conduct/cells.jinja#claimed", value=_whole),
        ),
        filters=(
            Filter(
                "standing", lazy("All cases"), STANDINGS,
                apply=lambda rows, values: _by_standing(rows, values, viewer, now),
            ),
            Filter("source", lazy("Any source"), Source.choices, apply=_by_source),
            Filter("code", lazy("Any reason"), tuple(REASONS.items()), lookup="code"),
            Filter("kind", lazy("Any kind"), kind_choices, lookup="kind"),
            Filter("place", lazy("Any category"), _places, lookup="place"),
        ),
        bulk=_BULK if viewer.can(JUDGE) else (),
        row_name=lambda line: line.case.title or f"#{line.pk}",
    )  # fmt: skip


@dataclass(slots=True)
class Line:
    """A case in the queue as it is drawn."""

    case: Case
    excerpt: str
    kind: str
    face: Face | None
    sources: list[tuple[str, str, int]] = field(default_factory=list)  # (source, label, how many)
    is_held: bool = False
    is_late: bool = False

    @property
    def pk(self) -> int:
        """The case's number."""
        return self.case.pk

    @property
    def url(self) -> str:
        """The case's page."""
        return reverse("conduct-case", args=[self.case.pk])

    @property
    def reason(self) -> str:
        """The leading reason in words."""
        return str(REASONS.get(self.case.code, "")) if self.case.code else ""

    @property
    def urgency(self) -> str:
        """The band of its priority."""
        return urgency(self.case.priority)


@dataclass(frozen=True)
class QueuePage(TablePage):
    """A page of the queue. It knows the case the next one begins after instead of how far it is from the start."""

    following: str = ""  # the query string of the next page, "" on the last


def queue_page(viewer: Viewer, asked: QueryDict, path: str, now: datetime) -> QueuePage:
    """The page the query string asks for: six queries for any number of cases. Raises Forbidden."""
    query = asked.copy()
    after = query.pop("after", [""])[-1]
    table = queue_table(viewer, now)
    state, views = TableState.parse(table, query), list(saved_views(viewer.own_id, table.key))
    rows = table.narrowed(open_cases(viewer), state)
    total = rows.count()
    found = list(_drawn(keyset(rows, state.sort, after))[: state.size + 1])
    more, found = len(found) > state.size, found[: state.size]
    number = state.page if after else 1
    lines = lines_of(found, now)
    page = QueuePage(table, state, lines, total, number, 1, path, views)
    if not more:
        return page
    last = cursor_of(found[-1], state.sort)
    following = TableState(**{**_parts(state), "page": number + 1}).query(after=last)
    return QueuePage(table, state, lines, total, number, 1, path, views, following)


def _parts(state: TableState) -> dict[str, Any]:
    return {name: getattr(state, name) for name in ("q", "sort", "size", "columns", "filters", "others")}


#: The fields one can sort by, and how the cursor's text is read.
_SORTS: dict[str, Any] = {"priority": float, "opened_at": datetime.fromisoformat}


def keyset(rows: Cases, sort: str, after: str = "") -> Cases:
    """The rows in order, those behind the cursor `after` ("<value>_<id>"); one that cannot be read begins anew."""
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    ordered = rows.order_by(sort, "id")
    value, _bar, pk = after.rpartition("_")
    try:
        at, number = _SORTS[name](value), int(pk)
    except (ValueError, OverflowError):
        return ordered
    beyond = Q(**{f"{name}__{'lt' if descending else 'gt'}": at}) | Q(**{name: at, "id__gt": number})
    # Said twice: the first bound is what an index can begin at.
    return ordered.filter(Q(**{f"{name}__{'lte' if descending else 'gte'}": at}), beyond)


def cursor_of(case: Case, sort: str) -> str:
    """The cursor behind a case."""
    value = getattr(case, sort.removeprefix("-"))
    return f"{value.isoformat() if isinstance(value, datetime) else repr(value)}_{case.pk}"


def _drawn(rows: Cases) -> Cases:
    short = rows.annotate(excerpt=Substr("text", 1, EXCERPT))
    return short.select_related("claimed_by").defer("text", "html")


def lines_of(cases: Sequence[Case], now: datetime) -> list[Line]:
    """The cases as lines: two queries."""
    shown = faces({case.author_id for case in cases if case.author_id})
    kinds = dict(kind_choices())
    counted = _sources([case.pk for case in cases])
    return [
        Line(
            case, getattr(case, "excerpt", "") or case.text[:EXCERPT], kinds.get(case.kind, case.kind),
            shown.get(case.author_id or 0), counted[case.pk], is_held(case, now),
            case.state == CaseState.OPEN and case.due_at < now,
        )
        for case in cases
    ]  # fmt: skip


def _sources(case_ids: Iterable[int]) -> dict[int, list[tuple[str, str, int]]]:
    counted: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for case, source in Signal.objects.filter(case__in=list(case_ids)).values_list("case_id", "source"):
        counted[case][source] += 1
    order = Source.values
    return defaultdict(list, {
        case: [(source, _short(source, found[source]), found[source]) for source in order if source in found]
        for case, found in counted.items()
    })  # fmt: skip


def _short(source: str, count: int) -> str:
    if source == Source.REPORT:
        return ngettext("%(n)d report", "%(n)d reports", count) % {"n": count}
    return {Source.HELD: _("held"), Source.RULE: _("rule"), Source.MODEL: _("classifier"), Source.TEAM: _("team")}[
        Source(source)
    ]


def next_case(viewer: Viewer, now: datetime, besides: int = 0) -> int | None:
    """The most urgent open case that nobody works on and the viewer may decide; None when none is left."""
    free = open_cases(viewer).filter(Q(claimed_by=None) | Q(claimed_until__lte=now), state=CaseState.OPEN)
    own_reports = Signal.objects.filter(case=OuterRef("pk"), reporter=viewer.own_id)
    rows = free.exclude(pk=besides).exclude(Exists(own_reports)).order_by("-priority", "id")
    return rows.values_list("pk", flat=True).first()
