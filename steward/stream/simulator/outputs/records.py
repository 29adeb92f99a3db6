"""The community as an importer would hand it over: records of every kind, accounts before what names them."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import numpy as np

from steward.stream.activity.enums import Markup
from steward.stream.activity.records import (
    ActivityRecord,
    ChannelRecord,
    MembershipRecord,
    Record,
    ThreadRecord,
)
from steward.stream.simulator.engine.chance import Ints, scramble
from steward.stream.simulator.engine.habits import THREADED
from steward.stream.simulator.engine.months import MonthBatch, simulate
from steward.stream.simulator.engine.places import CHANNEL_KINDS
from steward.stream.simulator.engine.population import Population
from steward.stream.simulator.enums import FORMS, KINDS, Role, Source
from steward.stream.simulator.outputs.stays import Stays, stays
from steward.stream.simulator.outputs.times import moment, moments
from steward.stream.simulator.spec import NEVER, SECOND, Spec
from steward.stream.simulator.words.names import REALMS, Names
from steward.stream.simulator.words.text import Text, texts

_MARKUP = (Markup.PLAIN.value, Markup.MARKDOWN.value, Markup.MARKDOWN.value, Markup.PLAIN.value, Markup.MARKDOWN.value)


def records(spec: Spec) -> Iterator[Record]:
    """Everything, all sources in one stream; ids of different sources never clash."""
    for _source, record in records_by_source(simulate(spec)):
        yield record


def records_by_source(batches: Iterable[MonthBatch]) -> Iterator[tuple[Source, Record]]:
    """Every record with the source it belongs to, month by month."""
    names: Names | None = None
    for batch in batches:
        if names is None:
            names, known = Names(batch.spec, batch.population), stays(batch.spec, batch.population)
            yield from _channels(batch.population)
        yield from _newcomers(batch, names, known)
        said = texts(batch)
        yield from _threads(batch, said)
        yield from _activities(batch, names, said)


def _channels(population: Population) -> Iterator[tuple[Source, Record]]:
    places = population.places
    for index, name in enumerate(places.name):
        source = Source(int(places.source[index]))
        yield source, ChannelRecord(places.code(index), name, CHANNEL_KINDS[source], private=source == Source.WECHAT)


def _newcomers(batch: MonthBatch, names: Names, known: Stays) -> Iterator[tuple[Source, Record]]:
    """Accounts that join before the month ends and were not there before, each followed by its membership."""
    accounts = batch.population.accounts
    borders = batch.spec.borders()
    first = int(np.searchsorted(accounts.joined, borders[batch.number])) if batch.number else 0
    last = int(np.searchsorted(accounts.joined, borders[batch.number + 1]))
    for account in range(first, last):
        source = Source(int(accounts.source[account]))
        yield source, names.record(account)
        yield source, _membership(batch.population, names, known, account)


def _membership(population: Population, names: Names, known: Stays, account: int) -> MembershipRecord:
    accounts, inviter = population.accounts, int(known.inviter[account])
    left = int(accounts.left[account])
    return MembershipRecord(
        population.places.code(int(accounts.home[account])),
        names.account_id(account),
        REALMS[accounts.source[account]],
        moment(int(accounts.joined[account])),
        str(known.joined_by[account]),
        names.account_id(inviter) if inviter >= 0 else "",
        None if left == NEVER else moment(left),
        str(known.left_by[account]),
    )


def _threads(batch: MonthBatch, said: list[Text]) -> Iterator[tuple[Source, Record]]:
    """Threads that begin this month with a title or a question; half of those answered by its end accept the answer."""
    places = batch.population.places
    heads = np.flatnonzero((batch.thread == batch.id) & (THREADED[places.source[batch.channel]] | batch.question))
    for row, answer in zip(heads.tolist(), accepted(batch, batch.id[heads]), strict=True):
        code, channel = int(batch.id[row]), int(batch.channel[row])
        yield (
            Source(int(places.source[channel])),
            ThreadRecord(
                f"t{code}",
                places.code(channel),
                said[row].title,
                is_question=bool(batch.question[row]),
                accepted_id=f"a{answer}" if answer else "",
            ),
        )


def accepted(batch: MonthBatch, questions: Ints) -> list[int]:
    """For each of these threads the id of the answer it has accepted by the end of the month, or 0."""
    answers = np.flatnonzero(batch.role == Role.ANSWER)
    given = dict(zip(batch.parent[answers].tolist(), batch.id[answers].tolist(), strict=True))
    lots = (scramble(questions, batch.spec.seed + 7) & np.uint64(1)).tolist()
    return [given.get(code, 0) if lot else 0 for code, lot in zip(questions.tolist(), lots, strict=True)]


def _activities(batch: MonthBatch, names: Names, said: list[Text]) -> Iterator[tuple[Source, Record]]:
    """The month's activities in the order of time."""
    places = batch.population.places
    codes = [places.code(index) for index in range(len(places.name))]
    sources = [Source(value) for value in places.source.tolist()]
    known = {account: names.account_id(account) for account in np.unique(batch.account).tolist()}
    numbers = (
        batch.id,
        batch.kind,
        batch.channel,
        batch.account,
        batch.parent,
        batch.thread,
        batch.form,
        batch.deleted,
    )
    rows = zip(*(column.tolist() for column in numbers), batch.reactions.tolist(), strict=True)
    times = zip(moments(batch.occurred_at), _edited_at(batch), said, strict=True)
    for row, (at, edited_at, text) in zip(rows, times, strict=True):
        code, kind, channel, account, parent, thread, form, deleted, reactions = row
        source = sources[channel]
        activity = ActivityRecord(
            f"a{code}",
            KINDS[kind],
            at,
            codes[channel],
            known[account],
            REALMS[source],
            f"a{parent}" if parent else "",
            f"t{thread}" if thread else "",
            text.title,
            text.body,
            _MARKUP[source],
            FORMS[form],
            edited_at=edited_at,
            deleted=deleted,
            reactions=reactions,
        )
        yield source, activity


def _edited_at(batch: MonthBatch) -> list[datetime | None]:
    """When each row was last edited: within two hours; None for most."""
    wait = (scramble(batch.id, batch.spec.seed + 8) % np.uint64(7200)).astype(np.int64) + 1
    edited: list[datetime | None] = [None] * len(batch)
    rows = np.flatnonzero(batch.edits)
    for row, at in zip(rows.tolist(), moments((batch.occurred_at + wait * SECOND)[rows]), strict=True):
        edited[row] = at
    return edited
