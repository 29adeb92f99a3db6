"""The community, month by month: `simulate`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from steward.stream.simulator.engine.answers import answer
from steward.stream.simulator.engine.chance import Bools, Ints, stream
from steward.stream.simulator.engine.daybook import Daybook, open_daybook
from steward.stream.simulator.engine.draw import comers, goers, quotas, slots
from steward.stream.simulator.engine.population import Population, settle
from steward.stream.simulator.engine.rows import Rows, resolve
from steward.stream.simulator.engine.talk import converse, no_openers, open_threads, react
from steward.stream.simulator.enums import FORM, FORMS, KIND, Role, Source
from steward.stream.simulator.spec import SECOND, Spec


@dataclass(frozen=True)
class MonthBatch:
    """All activities of one month in the order of time; columns of equal length.

    `id` runs on from month to month and rises with time; `parent` and `thread` are ids of activities (0: none), a
    thread being named after its first post; `answered` is 1 + the account of the parent (0: none). `account` and
    `channel` are indexes into `population`; `kind`, `form` and `role` are codes of `enums`; `occurred_at` is µs UTC.
    Texts are made by `text.texts(batch)` when wanted.
    """

    spec: Spec
    population: Population
    number: int
    month: date
    id: Ints
    occurred_at: Ints
    account: Ints
    channel: Ints
    kind: Ints
    form: Ints
    role: Ints
    parent: Ints
    answered: Ints
    thread: Ints
    reactions: Ints
    edits: Ints
    question: Bools
    deleted: Bools

    def __len__(self) -> int:
        """How many activities the month has."""
        return len(self.id)


def simulate(spec: Spec) -> Iterator[MonthBatch]:
    """Make the community. Memory grows with the members and with the largest month, not with the activities."""
    book = open_daybook(spec)
    population = settle(spec, book)
    yield from live(spec, population, book)


def live(spec: Spec, population: Population, book: Daybook) -> Iterator[MonthBatch]:
    """The months of a population that is already there."""
    borders = spec.borders().tolist()
    openers, due, next_id = no_openers(), Rows.blank(0), 1
    for number, size in enumerate(quotas(spec, population, book).tolist()):
        page = book.between(borders[number], borders[number + 1])
        raiders = _raid(spec, population, borders[number], borders[number + 1], size)
        rows = slots(spec, population, page, number, size - len(raiders))
        answered_at, is_answer = answer(spec, population, rows, number)
        fresh = open_threads(spec, population, rows, answered_at, number)
        openers = openers.then(fresh)
        converse(spec, population, rows, openers, is_answer, number)
        react(spec, population, rows, borders[number + 1], number)
        whole = rows.then(due, raiders, _comings_and_goings(spec, population, borders[number], borders[number + 1]))
        _name_parents(whole)
        now, ids = _number(whole, borders[number + 1], next_id)
        due = whole.take(np.flatnonzero(whole.at >= borders[number + 1]))
        due.parent, due.thread = resolve(due.parent, ids), resolve(due.thread, ids)
        openers = openers.lingering(borders[number + 1])
        openers = replace(openers, reference=resolve(openers.reference, ids))
        yield _batch(spec, population, number, now, next_id)
        next_id += len(now)


def _name_parents(whole: Rows) -> None:
    """Note the account of every parent that is a row of the table, in place."""
    local = np.flatnonzero(whole.parent < 0)
    whole.answered[local] = whole.account[-whole.parent[local] - 1] + 1


def _number(whole: Rows, month_end: int, next_id: int) -> tuple[Rows, Ints]:
    """The rows of this month in the order of time with references resolved, and the id of every row (0: not yet)."""
    inside = np.flatnonzero(whole.at < month_end)
    order = inside[np.argsort(whole.at[inside], kind="stable")]
    ids = np.zeros(len(whole), dtype=np.int64)
    ids[order] = next_id + np.arange(len(order))
    now = whole.take(order)
    now.parent, now.thread = resolve(now.parent, ids), resolve(now.thread, ids)
    return now, ids


def _batch(spec: Spec, population: Population, number: int, rows: Rows, next_id: int) -> MonthBatch:
    return MonthBatch(
        spec=spec,
        population=population,
        number=number,
        month=spec.month(number),
        id=next_id + np.arange(len(rows), dtype=np.int64),
        occurred_at=rows.at,
        account=rows.account,
        channel=rows.channel,
        kind=rows.kind,
        form=rows.form,
        role=rows.role,
        parent=rows.parent,
        answered=rows.answered,
        thread=rows.thread,
        reactions=rows.reactions,
        edits=rows.edits,
        question=rows.question,
        deleted=rows.deleted,
    )


def _comings_and_goings(spec: Spec, population: Population, start: int, end: int) -> Rows:
    """Joins and departures of the month on the chat sources."""
    accounts = population.accounts
    came = np.flatnonzero(comers(spec, population) & (accounts.joined >= start) & (accounts.joined < end))
    went = np.flatnonzero(goers(spec, population) & (accounts.left >= start) & (accounts.left < end))
    rows = Rows.blank(len(came) + len(went))
    rows.account = np.concatenate([came, went])
    rows.at = np.concatenate([accounts.joined[came], accounts.left[went]])
    rows.channel = accounts.home[rows.account]
    rows.form[:] = FORM["system"]
    rows.kind[: len(came)], rows.kind[len(came) :] = KIND["join"], KIND["leave"]
    rows.role[: len(came)], rows.role[len(came) :] = Role.JOINED, Role.LEFT
    return rows


def _raid(spec: Spec, population: Population, start: int, end: int, size: int) -> Rows:
    """The spam of the raid, if it falls into the month: five messages each, all removed, at most a quarter of all."""
    accounts, places = population.accounts, population.places
    if not start <= spec.raid_at < end or not population.people.raiders:
        return Rows.blank(0)
    rng = stream(spec.seed, "raid")
    raiders = np.flatnonzero(accounts.raider)
    who = raiders[rng.integers(0, len(raiders), min(5 * len(raiders), size // 4))]
    rows = Rows.blank(len(who))
    first, last = accounts.joined[who] + 20 * SECOND, np.minimum(accounts.left[who], end)
    rows.at = first + (rng.random(len(who)) ** 2 * (last - first - 1)).astype(np.int64)
    rows.account = who
    rows.channel = places.first[Source.DISCORD] + rng.integers(0, places.count[Source.DISCORD], len(who))
    rows.kind[:], rows.role[:], rows.form[:] = KIND["post"], Role.SPAM, FORMS.index("text")
    rows.deleted[:] = True
    return rows
