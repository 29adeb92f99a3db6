"""The board: four columns of cards."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, prefetch_related_objects
from django.http import QueryDict

from steward.people.access.public import Viewer
from steward.team.work.enums import BOARD, State
from steward.team.work.models import Task
from steward.team.work.queries.choices import Choices, by_goal, by_label, by_owner, by_source
from steward.team.work.queries.tasks import tasks_for

#: Cards drawn in a column; the list has the others.
MOST = 50
MOST_DONE = 20
_FILTERS = ("owner", "label", "source", "goal")


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A state with its first cards; `total` counts those that are not drawn too."""

    state: State
    cards: list[Task]
    total: int


@dataclass(frozen=True, slots=True)
class Board:
    """The columns, what can be chosen, and what is."""

    columns: list[BoardColumn]
    choices: Choices
    chosen: dict[str, str]

    @property
    def query(self) -> str:
        """The choices as a query string."""
        query = QueryDict(mutable=True)
        query.update(self.chosen)
        return f"?{query.urlencode()}" if self.chosen else ""

    def filters(self) -> list[tuple[str, list[tuple[str, str]], str]]:
        """Name, choices and what is chosen of each filter that has choices."""
        found = [(name, getattr(self.choices, f"{name}s"), self.chosen.get(name, "")) for name in _FILTERS]
        return [one for one in found if one[1]]


def board(viewer: Viewer, asked: QueryDict) -> Board:
    """The board as the query string narrows it, in a constant number of queries. Raises Forbidden."""
    chosen = {name: str(asked[name]) for name in _FILTERS if asked.get(name)}
    rows = narrowed(viewer, tasks_for(viewer).filter(state__in=BOARD), chosen)
    totals = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    columns = [BoardColumn(state, _cards(rows, state), totals.get(state, 0)) for state in BOARD]
    cards = [card for column in columns for card in column.cards]
    prefetch_related_objects(cards, "labels", "checklist")
    return Board(columns, Choices(viewer), chosen)


def narrowed(viewer: Viewer, rows: QuerySet[Task], chosen: dict[str, str]) -> QuerySet[Task]:
    """The tasks that pass the filters of the board."""
    narrow: dict[str, Any] = {"owner": by_owner(viewer), "label": by_label, "source": by_source, "goal": by_goal}
    for name, value in chosen.items():
        rows = narrow[name](rows, (value,))
    return rows


def _cards(rows: QuerySet[Task], state: State) -> list[Task]:
    """Done cards by when they were done, the others in their places."""
    found = rows.filter(state=state).select_related("owner").defer("note", "html", "words")
    if state == State.DONE:
        return list(found.order_by("-finished_at", "-pk")[:MOST_DONE])
    return list(found.order_by("position", "pk")[:MOST])
