"""The community as an importer would hand it over: records of every kind, accounts before what names them."""

from collections.abc import Iterable, Iterator

import numpy as np

from steward.stream.activity.enums import JoinedBy, LeftBy, Markup
from steward.stream.activity.records import (
    ActivityRecord,
    ChannelRecord,
    MembershipRecord,
    Record,
    ThreadRecord,
)
from steward.stream.simulator.chance import Ints, scramble
from steward.stream.simulator.enums import FORMS, KINDS, Role, Source
from steward.stream.simulator.habits import THREADED
from steward.stream.simulator.months import MonthBatch, simulate
from steward.stream.simulator.names import REALMS, Names
from steward.stream.simulator.places import CHANNEL_KINDS
from steward.stream.simulator.population import Population
from steward.stream.simulator.spec import MONTH, NEVER, SECOND, Spec
from steward.stream.simulator.text import Text, texts
from steward.stream.simulator.times import moment, moments

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
            names = Names(batch.spec, batch.population)
            yield from _channels(batch.population)
        yield from _newcomers(batch, names)
        said = texts(batch)
        yield from _threads(batch, said)
        yield from _activities(batch, names, said)


def _channels(population: Population) -> Iterator[tuple[Source, Record]]:
    places = population.places
    for index, name in enumerate(places.name):
        source = Source(int(places.source[index]))
        yield source, ChannelRecord(places.code(index), name, CHANNEL_KINDS[source], private=source == Source.WECHAT)


def _newcomers(batch: MonthBatch, names: Names) -> Iterator[tuple[Source, Record]]:
    """Accounts that join before the month ends and were not there before, each followed by its membership."""
    accounts = batch.population.accounts
    borders = batch.spec.borders()
    first = int(np.searchsorted(accounts.joined, borders[batch.number])) if batch.number else 0
    last = int(np.searchsorted(accounts.joined, borders[batch.number + 1]))
    mine = np.arange(first, last)
    inviters = _inviters(batch, mine)
    lots = (scramble(mine, batch.spec.seed + 5) >> np.uint64(8)).tolist()
    for account, inviter, lot in zip(mine.tolist(), inviters.tolist(), lots, strict=True):
        source = Source(int(accounts.source[account]))
        yield source, names.record(account)
        yield source, _membership(batch.population, names, account, inviter, lot)


def _inviters(batch: MonthBatch, mine: Ints) -> Ints:
    """Who invited each account: somebody of the same group who joined before; -1 where there is nobody."""
    accounts = batch.population.accounts
    order = np.lexsort((np.arange(len(accounts.home)), accounts.home))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    floor = np.searchsorted(accounts.home[order], accounts.home[mine])
    lot = (scramble(mine, batch.spec.seed + 6) >> np.uint64(11)).astype(np.float64) / 2**53
    aim = floor + (lot * (place[mine] - floor)).astype(np.int64)
    found = order[np.minimum(aim, len(order) - 1)]
    good = (place[mine] > floor) & (accounts.left[found] > accounts.joined[mine]) & (accounts.joined[found] < accounts.joined[mine])
    return np.where(good, found, -1)


def _membership(population: Population, names: Names, account: int, inviter: int, lot: int) -> MembershipRecord:
    accounts = population.accounts
    source, left = accounts.source[account], int(accounts.left[account])
    how, by = JoinedBy.SELF, ""
    if source <= Source.DISCORD:
        how = JoinedBy.LINK if lot % 10 < 4 or source == Source.DISCORD else JoinedBy.UNKNOWN  # noqa: PLR2004
        if source == Source.WECHAT and inviter >= 0 and lot % 10 >= 4:  # noqa: PLR2004
            how, by = JoinedBy.INVITED, names.account_id(inviter)
    removed = bool(accounts.raider[account]) or lot % 25 == 0
    gone = LeftBy.STILL_HERE if left == NEVER else LeftBy.REMOVED if removed else LeftBy.SELF
    return MembershipRecord(
        population.places.code(int(accounts.home[account])),
        names.account_id(account),
        REALMS[source],
        moment(int(accounts.joined[account])),
        how.value,
        by,
        None if left == NEVER else moment(left),
        gone.value,
    )


def _threads(batch: MonthBatch, said: list[Text]) -> Iterator[tuple[Source, Record]]:
    """Threads with a title that begin this month; half of the questions answered by its end have accepted the first answer."""
    places = batch.population.places
    heads = np.flatnonzero((batch.thread == batch.id) & THREADED[places.source[batch.channel]])
    answers = np.flatnonzero(batch.role == Role.ANSWER)
    accepted = dict(zip(batch.parent[answers].tolist(), batch.id[answers].tolist(), strict=True))
    lots = (scramble(batch.id[heads], batch.spec.seed + 7) & np.uint64(1)).tolist()
    for row, lot in zip(heads.tolist(), lots, strict=True):
        code, channel = int(batch.id[row]), int(batch.channel[row])
        answer = accepted.get(code, 0) if lot else 0
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


def _activities(batch: MonthBatch, names: Names, said: list[Text]) -> Iterator[tuple[Source, Record]]:
    """The month's activities in the order of time."""
    places, known = batch.population.places, {}
    codes = [places.code(index) for index in range(len(places.name))]
    sources = [Source(value) for value in places.source.tolist()]
    edited = batch.occurred_at + np.minimum((1 + scramble(batch.id, batch.spec.seed + 8) % np.uint64(7200)).astype(np.int64), MONTH) * SECOND
    for account in np.unique(batch.account).tolist():
        known[account] = names.account_id(account)
    columns = zip(
        batch.id.tolist(), batch.kind.tolist(), moments(batch.occurred_at), batch.channel.tolist(), batch.account.tolist(),
        batch.parent.tolist(), batch.thread.tolist(), said, batch.form.tolist(), batch.edits.tolist(), edited.tolist(),
        batch.deleted.tolist(), batch.reactions.tolist(), strict=True,
    )  # fmt: skip
    for code, kind, at, channel, account, parent, thread, text, form, edits, later, deleted, reactions in columns:
        source = sources[channel]
        yield (
            source,
            ActivityRecord(
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
                "",
                moment(later) if edits else None,
                deleted,
                reactions,
            ),
        )
