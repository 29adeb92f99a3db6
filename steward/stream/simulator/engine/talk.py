"""Conversation: what each comment answers and what each reaction is for."""

from dataclasses import dataclass, fields

import numpy as np

from steward.stream.simulator.engine.chance import Bools, Ints, stream
from steward.stream.simulator.engine.habits import COMING_BACK, FORGOTTEN, NESTED, TALKED_ABOUT, THREADED
from steward.stream.simulator.engine.population import Population
from steward.stream.simulator.engine.rows import Rows, refer
from steward.stream.simulator.enums import FORM, KIND, Role, Source
from steward.stream.simulator.spec import DAY, NEVER, SECOND, Spec

#: Threads younger than this when the month ends can still be answered in the next.
_LINGER = 12 * DAY
_ANSWERING = (KIND["comment"], KIND["review"], KIND["change"])


@dataclass(frozen=True)
class Openers:
    """Messages that can be answered, one row each."""

    reference: Ints
    channel: Ints
    since: Ints  # µs; nobody adds anything before
    account: Ints
    question: Bools
    weight: Ints  # how popular, at least 1

    def take(self, rows: Ints) -> "Openers":
        """The openers at these positions."""
        return Openers(*(getattr(self, column.name)[rows] for column in fields(self)))

    def then(self, other: "Openers") -> "Openers":
        """These followed by others."""
        return Openers(*(np.concatenate([getattr(self, c.name), getattr(other, c.name)]) for c in fields(self)))

    def lingering(self, month_end: int) -> "Openers":
        """Those that can still be answered after the month."""
        return self.take(np.flatnonzero(self.since > month_end - _LINGER))


def no_openers() -> Openers:
    """An empty table."""
    none = np.zeros(0, dtype=np.int64)
    return Openers(none, none, none, none, none.astype(np.bool_), none)


def open_threads(spec: Spec, population: Population, rows: Rows, answered_at: Ints, month: int) -> Openers:
    """Choose the posts that are talked about, and give every thread's first post its thread, in place."""
    rng = stream(spec.seed, "threads", month)
    source = population.places.source[rows.channel]
    post = rows.kind == KIND["post"]
    lot = rng.random(len(rows)) < TALKED_ABOUT[source]
    talked = post & ~rows.deleted & np.where(rows.question, answered_at < NEVER, lot)
    heads = np.flatnonzero(talked | rows.question | (post & THREADED[source]))
    rows.thread[heads] = refer(heads)
    chosen = np.flatnonzero(talked)
    since = np.where(rows.question[chosen], answered_at[chosen], rows.at[chosen] + 20 * SECOND)
    weight = np.minimum(1 + rng.pareto(1.2, len(chosen)) * 0.6, 25).astype(np.int64)
    return Openers(refer(chosen), rows.channel[chosen], since, rows.account[chosen], rows.question[chosen], weight)


def converse(  # noqa: PLR0917
    spec: Spec, population: Population, rows: Rows, openers: Openers, taken: Bools, month: int
) -> None:
    """Attach every comment, review and change that is not `taken` to a thread of its channel, in place.

    One that finds nothing to answer becomes a post.
    """
    rng = stream(spec.seed, "talk", month)
    speaking = np.flatnonzero(np.isin(rows.kind, _ANSWERING) & ~taken)
    crowd = openers.take(np.repeat(np.arange(len(openers.since)), openers.weight))
    aim = _aim(rng, population, rows, speaking, crowd)
    found = aim >= 0
    _stand_alone(population, rows, speaking[~found])
    speaking, aim = speaking[found], aim[found]
    rows.parent[speaking] = rows.thread[speaking] = crowd.reference[aim]
    remarks = (rows.role[speaking] == Role.FOLLOW_UP) & ~crowd.question[aim]
    rows.role[speaking[remarks]] = Role.REMARK
    asker = crowd.account[aim]
    rows.answered[speaking] = np.where(rows.parent[speaking] > 0, asker + 1, 0)
    back = (rng.random(len(speaking)) < COMING_BACK) & (rows.kind[speaking] == KIND["comment"])
    back &= population.accounts.silent[asker] > rows.at[speaking]
    rows.account[speaking] = np.where(back, asker, rows.account[speaking])
    _nest(rng, rows, speaking, np.flatnonzero(taken))
    quoting = speaking[population.places.source[rows.channel[speaking]] == Source.WECHAT]
    rows.form[quoting] = FORM["quote"]


def _aim(rng: np.random.Generator, population: Population, rows: Rows, speaking: Ints, crowd: Openers) -> Ints:
    """Position in `crowd` of what each row answers, mostly something recent; -1 where all of it is forgotten."""
    channel, at = rows.channel[speaking], rows.at[speaking]
    lag = np.minimum(rng.pareto(1.6, len(speaking)) * 1.5, 400).astype(np.int64)
    oldest = at - FORGOTTEN[population.places.source[channel]]
    chosen = np.full(len(speaking), -1, dtype=np.int64)
    for steps in (lag, np.zeros_like(lag)):
        aim = _behind(crowd.channel, crowd.since, channel, at, steps)
        fresh = (aim >= 0) & (chosen < 0)
        fresh[fresh] = crowd.since[aim[fresh]] >= oldest[fresh]
        chosen[fresh] = aim[fresh]
    return chosen


def react(spec: Spec, population: Population, rows: Rows, month_end: int, month: int) -> None:
    """Give every reaction a recent message of its channel, in place; one that finds none becomes a post."""
    rng = stream(spec.seed, "reactions", month)
    reacting = np.flatnonzero(rows.kind == KIND["reaction"])
    said = np.isin(rows.kind, (KIND["post"], KIND["comment"])) & (rows.at < month_end) & ~rows.deleted
    target = np.flatnonzero(said)
    order = target[np.lexsort((rows.at[target], rows.channel[target]))]
    lag = np.minimum(rng.pareto(1.2, len(reacting)) * 2, 2000).astype(np.int64)
    aim = _behind(rows.channel[order], rows.at[order], rows.channel[reacting], rows.at[reacting], lag)
    found = aim >= 0
    _stand_alone(population, rows, reacting[~found])
    hit = order[aim[found]]
    rows.parent[reacting[found]] = refer(hit)
    rows.thread[reacting[found]] = rows.thread[hit]


def _behind(channel: Ints, since: Ints, in_channel: Ints, at: Ints, lag: Ints) -> Ints:
    """Position of the message `lag` steps before the last one older than `at` in the same channel, or -1.

    Returned positions are those of the given arrays; the oldest of the channel is the furthest one can go back.
    """
    if not len(since) or not len(at):
        return np.full(len(at), -1, dtype=np.int64)
    base = min(int(since.min()), int(at.min()))
    key = (channel << 45) + (since - base)
    order = np.argsort(key, kind="stable")
    ladder = key[order]
    floor = np.searchsorted(ladder, in_channel << 45)
    last = np.searchsorted(ladder, (in_channel << 45) + (at - base)) - 1
    return np.where(last < floor, -1, order[np.maximum(last - lag, np.minimum(floor, last))])


def _stand_alone(population: Population, rows: Rows, lonely: Ints) -> None:
    """Make rows that found nothing to answer into posts; where posts open threads they open one."""
    threaded = THREADED[population.places.source[rows.channel[lonely]]]
    rows.kind[lonely] = KIND["post"]
    rows.role[lonely] = np.where(threaded, Role.TOPIC, Role.CHAT)
    rows.thread[lonely] = np.where(threaded, refer(lonely), 0)


def _nest(rng: np.random.Generator, rows: Rows, speaking: Ints, answers: Ints) -> None:
    """Let nearly half of the comments answer the one before them in the thread instead of its first post."""
    both = np.concatenate([speaking, answers])
    both = both[np.lexsort((rows.at[both], rows.thread[both]))]
    before, after = both[:-1], both[1:]
    follows = (rows.thread[before] == rows.thread[after]) & (rows.at[before] < rows.at[after])
    follows &= (rng.random(len(after)) < NESTED) & (np.isin(rows.role[after], (Role.FOLLOW_UP, Role.REMARK)))
    follows &= rows.account[before] != rows.account[after]
    rows.parent[after[follows]] = refer(before[follows])
    rows.answered[after[follows]] = 0
