"""The people, their accounts on the sources, and the channels they call home: arrays only, names come later."""

from dataclasses import dataclass

import numpy as np

from steward.stream.simulator.engine.chance import Bools, Floats, Ints, stream
from steward.stream.simulator.engine.daybook import Daybook
from steward.stream.simulator.engine.habits import (
    CHINESE_SHARE,
    CORE_TASTE,
    FALLBACK,
    FOUNDER_SHARE,
    GROUP_SIZE,
    HOSTS_PER_GROUP,
    LASTING_SHARE,
    LEAVER_SHARE,
    REACH,
)
from steward.stream.simulator.engine.places import Places, lay_out
from steward.stream.simulator.enums import Source
from steward.stream.simulator.spec import HOUR, MONTH, NEVER, SECOND, Spec

#: The person who burns out.
STAR = 0


@dataclass(frozen=True)
class People:
    """One row per person. The first `core` are the helpers, the last `raiders` the raiders."""

    core: int
    raiders: int
    chinese: Bools
    zone: Ints
    joined: Ints  # µs UTC
    left: Ints  # µs UTC or NEVER
    appetite: Floats
    lasting: Bools


@dataclass(frozen=True)
class Accounts:
    """One row per account, in the order of joining; a row's index is the account's."""

    person: Ints
    source: Ints
    zone: Ints
    joined: Ints
    left: Ints  # membership ends
    silent: Ints  # last activity lies before this; `left`, or earlier
    appetite: Floats
    lasting: Bools
    chinese: Bools
    raider: Bools
    home: Ints  # channel
    host: Bools


@dataclass(frozen=True)
class Population:
    """Everybody, with the channels and who answers in them."""

    people: People
    accounts: Accounts
    places: Places
    host_first: Ints  # per channel, position in `hosts`
    host_count: Ints
    hosts: Ints  # accounts, in the order of joining within a channel; without the star
    star: Ints  # the star's account on each source


def settle(spec: Spec, book: Daybook) -> Population:
    """Invent everybody who is ever in the community."""
    people = _people(spec, book)
    draft = _accounts(spec, people)
    places = lay_out(int((draft.source == Source.WECHAT).sum()))
    accounts = _move_in(spec, draft, places)
    return Population(people, accounts, places, *_hosts(people, accounts, places))


def _people(spec: Spec, book: Daybook) -> People:
    rng = stream(spec.seed, "people")
    size = spec.members
    core = max(3, -(-size // 200))
    raiders = min(max(3, round(size * 0.012)), 3000, size // 4) if spec.raid else 0
    chinese = rng.random(size) < CHINESE_SHARE
    chinese[STAR] = True
    zone = np.where(
        chinese,
        rng.choice(5, size, p=(0.92, 0.02, 0.01, 0.03, 0.02)),
        rng.choice(5, size, p=(0.05, 0.3, 0.2, 0.27, 0.18)),
    )
    joined = _arrivals(spec, book, rng, size)
    joined[:core] = spec.start - (MONTH * rng.uniform(1, 12, core)).astype(np.int64)
    stay = np.where(rng.random(size) < LEAVER_SHARE, rng.exponential(9 * MONTH, size), np.inf)
    left = np.minimum(joined.astype(np.float64) + stay + HOUR, 9e18).astype(np.int64)
    left[(left >= spec.end) | (left <= spec.start)] = NEVER
    left[:core] = NEVER
    appetite = rng.lognormal(0, 1.7, size)
    appetite[:core] = rng.lognormal(3.1, 0.4, core)
    appetite[STAR] = 50
    lasting = rng.random(size) < LASTING_SHARE
    lasting[:core] = True
    if raiders:
        joined[-raiders:] = spec.raid_at + rng.integers(0, 90 * 60 * SECOND, raiders)
        left[-raiders:] = joined[-raiders:] + rng.integers(2 * HOUR, 6 * HOUR, raiders)
        appetite[-raiders:] = 0
        chinese[-raiders:] = False
    return People(core, raiders, chinese, zone, joined, left, appetite, lasting)


def _arrivals(spec: Spec, book: Daybook, rng: np.random.Generator, size: int) -> Ints:
    """Join times: 15 % founders before the start, the others along a growing intensity with three campaigns."""
    founders = rng.random(size) < FOUNDER_SHARE
    hours = np.diff(book.sums[Source.WECHAT, 0])
    at = np.arange(len(hours))
    growth = 1.02 ** (at / 720.0) * hours
    for day in rng.integers(0, max(len(hours) // 24 - 3, 1), 3):
        growth[day * 24 : (day + 3) * 24] *= 6
    ladder = np.concatenate([[0.0], np.cumsum(growth)])
    exact = np.interp(rng.random(size) * ladder[-1], ladder, np.arange(len(ladder)))
    joined = spec.start + (exact * HOUR).astype(np.int64)
    joined[founders] = spec.start - (rng.random(int(founders.sum())) ** 1.5 * 12 * MONTH).astype(np.int64) - SECOND
    return np.asarray(np.minimum(joined, spec.end - 2 * HOUR))


def _accounts(spec: Spec, people: People) -> Accounts:
    """Accounts in the order of joining, without a home. The first of a person comes when they join, others later."""
    rng = stream(spec.seed, "accounts")
    size, sources = len(people.joined), len(Source)
    has = rng.random((size, sources)) < REACH[np.where(people.chinese, 0, 1)]
    has[: people.core] = True
    none = ~has.any(axis=1)
    has[none, FALLBACK[np.where(people.chinese[none], 0, 1)]] = True
    if people.raiders:
        has[-people.raiders :] = np.arange(sources) == Source.DISCORD
    order = np.where(has, rng.random((size, sources)), 2.0)
    primary = order == order.min(axis=1, keepdims=True)
    later = (rng.exponential(1.5 * MONTH, (size, sources)) * ~primary).astype(np.int64)
    later[: people.core] = 0
    joined = people.joined[:, None] + later
    keep = has & (joined < np.minimum(people.left, spec.end - HOUR)[:, None]) | primary
    share = np.where(primary, 1.0, 0.5 * rng.random((size, sources)))
    share[: people.core] = rng.uniform(0.5, 1.0, (people.core, sources)) * CORE_TASTE
    person, source = np.nonzero(keep)
    turn = np.argsort(joined[person, source], kind="stable")
    person, source = person[turn].astype(np.int64), source[turn].astype(np.int64)
    left = people.left[person]
    return Accounts(
        person=person,
        source=source,
        zone=people.zone[person],
        joined=joined[person, source],
        left=left,
        silent=np.where(person == STAR, np.minimum(left, spec.burn_out_at), left),
        appetite=people.appetite[person] * share[person, source],
        lasting=people.lasting[person],
        chinese=people.chinese[person],
        raider=person >= size - people.raiders,
        home=np.zeros(len(person), dtype=np.int64),
        host=person < people.core,
    )


def _move_in(spec: Spec, draft: Accounts, places: Places) -> Accounts:
    """Give each account its channel. Groups fill one after another; who opens one hosts it and stays."""
    rng = stream(spec.seed, "homes")
    home, host, left = draft.home.copy(), draft.host.copy(), draft.left.copy()
    silent, appetite, lasting = draft.silent.copy(), draft.appetite.copy(), draft.lasting.copy()
    for source in Source:
        rows = np.flatnonzero(draft.source == source)
        first, count = int(places.first[source]), int(places.count[source])
        if source != Source.WECHAT:
            taste = places.share[first : first + count] * np.where(places.chinese[first : first + count], 0.25, 1.0)
            native = places.share[first : first + count] * np.where(places.chinese[first : first + count], 4.0, 0.5)
            for mask, weights in ((draft.chinese[rows], native), (~draft.chinese[rows], taste)):
                home[rows[mask]] = first + rng.choice(count, int(mask.sum()), p=weights / weights.sum())
            continue
        room = min(GROUP_SIZE, -(-len(rows) // count))
        home[rows] = np.arange(len(rows)) // max(room, 1)
        opener = rows[np.arange(len(rows)) % max(room, 1) < HOSTS_PER_GROUP]
        host[opener], lasting[opener] = True, True
        left[opener] = NEVER
        silent[opener] = np.where(draft.person[opener] == STAR, draft.silent[opener], NEVER)
        appetite[opener] = np.maximum(appetite[opener], rng.lognormal(2.0, 0.4, len(opener)))
    return Accounts(
        draft.person,
        draft.source,
        draft.zone,
        draft.joined,
        left,
        silent,
        appetite,
        lasting,
        draft.chinese,
        draft.raider,
        home,
        host,
    )


def _hosts(people: People, accounts: Accounts, places: Places) -> tuple[Ints, Ints, Ints, Ints]:
    """For each channel the accounts that answer first: of a 微信群 its own hosts, elsewhere the whole core."""
    lists: list[Ints] = []
    on_source = [np.flatnonzero((accounts.source == source) & (accounts.person < people.core)) for source in Source]
    hosting = np.flatnonzero(accounts.host & (accounts.source == Source.WECHAT))
    by_group = np.split(hosting, np.searchsorted(accounts.home[hosting], np.arange(1, int(places.count[0]))))
    for channel, source in enumerate(places.source.tolist()):
        mine = by_group[channel][: HOSTS_PER_GROUP + 2] if source == Source.WECHAT else on_source[source]
        lists.append(mine[accounts.person[mine] != STAR])
    count = np.array([len(hosts) for hosts in lists], dtype=np.int64)
    star = np.flatnonzero(accounts.person == STAR)
    star = star[np.argsort(accounts.source[star])]
    return np.cumsum(count) - count, count, np.concatenate(lists), star
