"""First answers: which questions get one, from whom and how late. Here a burn-out shows."""

import numpy as np

from steward.stream.simulator.engine.chance import Bools, Floats, Ints, stream
from steward.stream.simulator.engine.daybook import ZONES
from steward.stream.simulator.engine.habits import (
    HOST_SHARE,
    MEDIAN_MINUTES,
    RECOVERY_MONTHS,
    SPREAD,
    STAR_SHARE,
    UNANSWERED_SHARE,
    WORSE_TIMES,
    WORSE_UNANSWERED,
)
from steward.stream.simulator.engine.population import Population
from steward.stream.simulator.engine.rows import Rows, refer
from steward.stream.simulator.enums import KIND, Role, Source
from steward.stream.simulator.spec import DAY, HOUR, MONTH, NEVER, SECOND, Spec

_LONGEST = 25 * DAY


def answer(spec: Spec, population: Population, rows: Rows, month: int) -> tuple[Ints, Bools]:
    """Turn comment slots into first answers, in place; some fall after the month.

    Returns for each row when it was first answered (µs, `NEVER` where it was not), and which rows are first answers.
    """
    rng = stream(spec.seed, "answers", month)
    answered_at = np.full(len(rows), NEVER, dtype=np.int64)
    is_answer = np.zeros(len(rows), dtype=np.bool_)
    asked, slot = _pair(rng, spec, population, rows)
    if not len(asked):
        return answered_at, is_answer
    who, at = _respond(rng, spec, population, rows, asked, slot)
    good = who >= 0
    asked, slot, who, at = asked[good], slot[good], who[good], at[good]
    rows.at[slot], rows.account[slot], rows.channel[slot] = at, who, rows.channel[asked]
    rows.parent[slot] = rows.thread[slot] = refer(asked)
    rows.role[slot] = Role.ANSWER
    answered_at[asked], is_answer[slot] = at, True
    return answered_at, is_answer


def _strain(spec: Spec, population: Population, rows: Rows, asked: Ints) -> Floats:
    """How badly the burnt-out helper is missed, from 1 on the day they go down to 0; none in the WeChat groups."""
    since = (rows.at[asked] - float(spec.burn_out_at)) / MONTH
    missed = (since >= 0) & (population.accounts.source[rows.account[asked]] != Source.WECHAT)
    return np.asarray(np.where(missed, np.exp(-np.maximum(since, 0) / RECOVERY_MONTHS), 0.0))


def _pair(rng: np.random.Generator, spec: Spec, population: Population, rows: Rows) -> tuple[Ints, Ints]:
    """Questions that will be answered, each with a comment slot of the same source (in WeChat: of the same group)."""
    source = population.accounts.source[rows.account]
    asked = np.flatnonzero(rows.question)
    silent = UNANSWERED_SHARE[source[asked]] + WORSE_UNANSWERED * _strain(spec, population, rows, asked)
    asked = rng.permutation(asked[rng.random(len(asked)) >= silent])
    free = rng.permutation(np.flatnonzero(rows.kind == KIND["comment"]))
    pool = np.where(source == Source.WECHAT, rows.channel, -1 - source)
    asked = asked[np.argsort(pool[asked], kind="stable")]
    free = free[np.argsort(pool[free], kind="stable")]
    rank = np.arange(len(asked)) - np.searchsorted(pool[asked], pool[asked])
    place = np.searchsorted(pool[free], pool[asked]) + rank
    found = place < np.searchsorted(pool[free], pool[asked], side="right")
    return asked[found], free[place[found]]


def _respond(  # noqa: PLR0917
    rng: np.random.Generator, spec: Spec, population: Population, rows: Rows, asked: Ints, slot: Ints
) -> tuple[Ints, Ints]:
    """Who answers and when; -1 where nobody can."""
    strain = _strain(spec, population, rows, asked)
    channel = rows.channel[asked]
    source = population.places.source[channel]
    median = np.log(MEDIAN_MINUTES[source] * (1 + WORSE_TIMES * strain))
    wait = np.exp(rng.normal(median, SPREAD)) * 60 * SECOND
    wait = np.clip(wait, 15 * SECOND, _LONGEST).astype(np.int64)
    hosts = population.host_count[channel]
    lot = population.host_first[channel] + (rng.random(len(asked)) * hosts).astype(np.int64)
    top = len(population.hosts) - 1
    random_host = population.hosts[np.minimum(lot, top)]
    first_host = population.hosts[np.minimum(population.host_first[channel], top)]
    star = population.star[source]
    by_star = rng.random(len(asked)) < STAR_SHARE
    by_host = rng.random(len(asked)) < HOST_SHARE
    chain = (
        (star, by_star),
        (random_host, by_host & (hosts > 0)),
        (rows.account[slot], np.ones(len(asked), dtype=np.bool_)),
        (random_host, hosts > 0),
        (first_host, hosts > 0),
    )
    return _first_able(spec, population, rows, asked, chain, wait, rng.random(len(asked)))


def _first_able(  # noqa: PLR0917
    spec: Spec,
    population: Population,
    rows: Rows,
    asked: Ints,
    chain: tuple[tuple[Ints, Bools], ...],
    wait: Ints,
    lie_in: Floats,
) -> tuple[Ints, Ints]:
    """The first in `chain` who is there, may speak in the channel and does not answer themselves, and when."""
    accounts, channel = population.accounts, rows.channel[asked]
    closed = population.places.source[channel] == Source.WECHAT
    who = np.full(len(asked), -1, dtype=np.int64)
    when = np.zeros(len(asked), dtype=np.int64)
    for candidate, wanted in chain:
        at = _awake(rows.at[asked] + wait, wait, accounts.zone[candidate], lie_in)
        there = (accounts.joined[candidate] + SECOND < at) & (at < np.minimum(accounts.silent[candidate], spec.end))
        able = there & (accounts.person[candidate] != accounts.person[rows.account[asked]])
        able &= wanted & (who < 0) & (~closed | (accounts.home[candidate] == channel))
        who, when = np.where(able, candidate, who), np.where(able, at, when)
    return who, when


def _awake(at: Ints, wait: Ints, zone: Ints, lie_in: Floats) -> Ints:
    """Put answers that took over ten minutes and would fall between 1 and 7 in the night off to the morning."""
    local = (at + np.array(ZONES)[zone] * HOUR) % DAY
    night = (local >= HOUR) & (local < 7 * HOUR) & (wait > 600 * SECOND)
    return at + np.where(night, 7 * HOUR - local + (lie_in * 2.5 * HOUR).astype(np.int64), 0)
